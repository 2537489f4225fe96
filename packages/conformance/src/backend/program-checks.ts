import type { Backend, Device, Plan, Program, TrialInput } from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { read, step } from '../plans/leaves.ts';
import { forward, perExample, planSketch, run } from '../plans/plan-sketch.ts';
import { spikeTrains } from '../plans/spike-trains.ts';
import { synapses } from '../plans/synapses.ts';
import { withDevice } from './compare-with-reference.ts';
import { unsupported } from './requirements.ts';
import { overNeurons, projection, trialInput, trialWith } from './units.ts';

/** A plan with one of everything that a caller can get wrong. */
function smallPlan() {
  const s = planSketch();
  const source = s.population('source', 3, 'input', 1);
  const target = s.population('target', 2, 'never');
  const p = projection(s, { name: 'sourceToTarget', pre: source, post: target, format: 'rows' });
  const gain = s.array({ name: 'gain', over: overNeurons(target), lifetime: 'shared', initial: 1 });
  const current = s.array({ name: 'current', over: overNeurons(target), lifetime: 'input' });
  const out = s.array({ name: 'out', over: overNeurons(target), lifetime: 'output' });
  const value = read(p.arrived, 'neuron').mul(read(gain, 'neuron')).add(read(current, 'neuron'));
  const update = s.neurons('update', { population: target, writes: [{ to: out, value, add: true }] });
  const plan = s.plan({ trial: [perExample(forward(run(p.deliver, update)))] });
  return { plan, source, target, store: p.store, gain, current, out, w: p.w };
}

const SYNAPSES = synapses([
  [0, 0, 1],
  [0, 1, 2],
  [2, 1, 4],
]);

interface Loaded {
  readonly device: Device;
  readonly program: Program;
  readonly small: ReturnType<typeof smallPlan>;
  readonly good: TrialInput;
}

/** A check that needs the small plan loaded; skipped for a device that must refuse the plan, which other checks see to. */
const loaded = (
  backend: Backend,
  name: string,
  law: string,
  input: string,
  body: (judge: Judge, loaded: Loaded) => Promise<void>,
): Check =>
  makeCheck(name, law, `${input}, on '${backend.name}'`, (judge) =>
    withDevice(backend, async (device) => {
      const small = smallPlan();
      if (unsupported(small.plan, device.supports).length > 0) {
        await judge.rejects('loading a plan that is not supported', () => device.load(small.plan));
        return;
      }
      const program = await device.load(small.plan);
      await program.writeStore(small.store, SYNAPSES);
      const values = { [small.current]: Float32Array.of(0.25, 0.5) };
      const good = trialWith(small.source, spikeTrains(4, [[[0], [2]]]), { values });
      await body(judge, { device, program, small, good });
    }),
  );

/** What the small plan gives for the good input: what arrives, plus the current in each of 4 steps. */
const GOOD = [1 + 4 * 0.25, 6 + 4 * 0.5];

const demandGood = async (judge: Judge, program: Program, out: number, good: TrialInput): Promise<void> =>
  judge.equal('a correct call afterwards', GOOD, (await program.run('trial', good)).outputs[out] ?? []);

/** Inputs that do not fit, with a name that the error must contain. */
function wrongInputs({ small, good }: Loaded): readonly (readonly [what: string, input: TrialInput, name: string])[] {
  const { source, current } = small;
  const spikes = good.spikes[source];
  const withSpikes = (batch: Partial<typeof spikes>): TrialInput => ({
    ...good,
    spikes: { [source]: { ...spikes, ...batch } },
  });
  return [
    ['no spikes for a source', { ...good, spikes: {} }, 'source'],
    ['spikes of another number of examples', { ...good, spikes: { [source]: spikeTrains(4, [[], []]) } }, 'source'],
    ['spikes of another number of steps', { ...good, spikes: { [source]: spikeTrains(5, [[]]) } }, 'source'],
    ['too few offsets', withSpikes({ offsets: spikes.offsets.slice(0, 3) }), 'source'],
    ['a spike of a neuron that does not exist', withSpikes({ neurons: Uint32Array.of(0, 3) }), 'source'],
    ['no values for an input array', { ...good, values: {} }, 'current'],
    ['too few values for an input array', { ...good, values: { [current]: Float32Array.of(1) } }, 'current'],
    ['too many values for an input array', { ...good, values: { [current]: new Float32Array(3) } }, 'current'],
    ['no step', { ...good, steps: 0, spikes: { [source]: spikeTrains(0, [[]]) } }, ''],
    [
      'no example',
      { ...good, size: 0, spikes: { [source]: spikeTrains(4, []) }, values: { [current]: new Float32Array() } },
      '',
    ],
  ];
}

/** Neurons that integrate a quotient; that of a neuron whose `start` is 0 divides by zero at one step. */
function dividingPlan(when: number): { readonly plan: Plan; readonly start: number } {
  const s = planSketch();
  const cells = s.population('cells', 5, 'never');
  const array = (name: string): number => s.array({ name, over: overNeurons(cells), lifetime: 'example' });
  const [x, y] = [array('cells.x'), array('cells.y')];
  const start = s.array({ name: 'cells.start', over: overNeurons(cells), lifetime: 'shared', initial: 1 });
  const quotient = read(start, 'neuron').add(step().sub(when).square());
  const update = s.neurons('divide', {
    population: cells,
    writes: [
      { to: x, value: step() },
      { to: y, value: read(y, 'neuron').add(read(x, 'neuron').div(quotient)) },
    ],
  });
  return { plan: s.plan({ trial: [perExample(forward(run(update)))] }), start };
}

/** A value that is not finite stops the run and says where. @param backend - the backend */
const nonFiniteCheck = (backend: Backend): Check =>
  makeCheck(
    'errors: a neuron that divides by zero',
    'A value that is not finite stops the run with an error that names population, neuron, variable and step.',
    `5 neurons, of which neuron 3 divides by zero at step 37 of 60, on '${backend.name}'`,
    (judge) =>
      withDevice(backend, async (device) => {
        const { plan, start } = dividingPlan(37);
        const program = await device.load(plan);
        await program.run('trial', trialInput(60));
        await program.write(start, Float64Array.of(1, 1, 1, 0, 1));
        await program.run('trial', trialInput(36));
        const names = ['cells', '3', 'y', '37'];
        await judge.rejects('the trial', () => program.run('trial', trialInput(60)), names);
      }),
  );

/**
 * How a program must behave as an object: what it gives back of what it was given, and what it refuses.
 *
 * @param backend - the backend
 */
export const programChecks = (backend: Backend): readonly Check[] => [
  loaded(
    backend,
    'program: reads back what was written',
    'Arrays and stores give back what was written to them.',
    'a small plan',
    async (judge, { program, small }) => {
      judge.equal('an array at its initial value', [1, 1], await program.read(small.gain));
      await program.write(small.gain, Float32Array.of(0.5, -3));
      judge.equal('an array after a write', [0.5, -3], await program.read(small.gain));
      const store = await program.readStore(small.store);
      judge.equal('presynaptic neurons', SYNAPSES.pre, store.pre);
      judge.equal('postsynaptic neurons', SYNAPSES.post, store.post);
      judge.equal('weights', SYNAPSES.variables['w'] ?? [], store.variables['w'] ?? []);
      const values = await program.read(small.gain);
      values.fill(9);
      judge.equal('an array after its copy was changed', [0.5, -3], await program.read(small.gain));
    },
  ),
  loaded(
    backend,
    'program: tells how much memory synapses take',
    'A store takes at least the memory of its weights, in single precision.',
    'a small plan',
    async (judge, { program, small }) => {
      const bytes = await program.storeBytes(small.store);
      const least = 4 * SYNAPSES.pre.length;
      const enough = Number.isFinite(bytes) && bytes >= least;
      judge.holds('bytes of a store', enough, `at least the ${least} of its weights`, `${bytes}`);
      await judge.rejects('the memory of a store that does not exist', () => program.storeBytes(9));
    },
  ),
  loaded(
    backend,
    'program: writing a store again replaces it',
    'A store holds the synapses that were written last, and no other.',
    'a small plan',
    async (judge, { program, small, good }) => {
      await program.writeStore(small.store, synapses([[1, 0, 8]]));
      const result = await program.run('trial', good);
      judge.equal('outputs', [1, 2], result.outputs[small.out] ?? []);
      await program.writeStore(small.store, SYNAPSES);
      await demandGood(judge, program, small.out, good);
    },
  ),
  loaded(
    backend,
    'errors: an entry that does not exist',
    'An unknown entry is refused by name.',
    "the entry 'trail'",
    async (judge, { program, small, good }) => {
      await judge.rejects("running 'trail'", () => program.run('trail', good), ['trail', 'trial']);
      await demandGood(judge, program, small.out, good);
    },
  ),
  loaded(
    backend,
    'errors: input that does not fit',
    'Input of the wrong size is refused by name and changes nothing.',
    'a small plan',
    async (judge, state) => {
      for (const [what, input, name] of wrongInputs(state)) {
        await judge.rejects(what, () => state.program.run('trial', input), name ? [name] : []);
      }
      await demandGood(judge, state.program, state.small.out, state.good);
    },
  ),
  loaded(
    backend,
    'errors: arrays and stores that do not fit',
    'Wrong arrays, stores and lengths are refused and change nothing.',
    'a small plan',
    async (judge, { program, small, good }) => {
      const { gain, w, store, out } = small;
      await judge.rejects('writing too many values', () => program.write(gain, new Float32Array(3)), ['gain']);
      await judge.rejects('reading a synapse array as a plain one', () => program.read(w));
      await judge.rejects('reading an array that does not exist', () => program.read(999));
      await judge.rejects('reading a store that does not exist', () => program.readStore(9));
      const missing = { ...SYNAPSES, variables: {} };
      await judge.rejects('a snapshot without a variable', () => program.writeStore(store, missing), ['w']);
      const outside = synapses([[0, 2, 1]]);
      await judge.rejects('a synapse onto a neuron that does not exist', () => program.writeStore(store, outside));
      await demandGood(judge, program, out, good);
    },
  ),
  loaded(
    backend,
    'errors: overlapping calls',
    'A call that starts before the last one has ended is refused; the first one is not disturbed.',
    'two runs without waiting',
    async (judge, { program, small, good }) => {
      const first = program.run('trial', good);
      await judge.rejects('the second run', () => program.run('trial', good));
      judge.equal('outputs of the first run', GOOD, (await first).outputs[small.out] ?? []);
      await demandGood(judge, program, small.out, good);
    },
  ),
  loaded(
    backend,
    'errors: use after disposal',
    'A program or device that was disposed of refuses every call; disposing twice is no error.',
    'a small plan',
    async (judge, { device, program, small, good }) => {
      await program[Symbol.asyncDispose]();
      await program[Symbol.asyncDispose]();
      await judge.rejects('running a disposed program', () => program.run('trial', good));
      await judge.rejects('reading a disposed program', () => program.read(small.gain));
      const second = await device.load(small.plan);
      await device[Symbol.asyncDispose]();
      await judge.rejects('loading on a disposed device', () => device.load(small.plan));
      await judge.rejects('running a program of a disposed device', () => second.run('trial', good));
    },
  ),
  loaded(
    backend,
    'errors: a plan of another version',
    'A plan of another version is refused by name.',
    'version 999',
    async (judge, { device, small }) => {
      const plan = { ...small.plan, version: 999 };
      const reasons = device.refusals(plan).map((r) => r.message);
      judge.holds(
        'refusals',
        reasons.some((r) => r.includes('999')),
        "a reason that names '999'",
        reasons.join('; ') || 'none',
      );
      await judge.rejects('loading it', () => device.load(plan), ['999']);
    },
  ),
  loaded(
    backend,
    'program: two programs of one device',
    'Programs of one device share nothing.',
    'a small plan, twice',
    async (judge, { device, program, small, good }) => {
      const other = await device.load(small.plan);
      await other.writeStore(small.store, synapses([[0, 0, 16]]));
      await other.write(small.gain, Float32Array.of(0, 0));
      await demandGood(judge, program, small.out, good);
      await other[Symbol.asyncDispose]();
      await demandGood(judge, program, small.out, good);
    },
  ),
  nonFiniteCheck(backend),
];
