import type { Op, SpikeBatch, TrialInput } from '@growcone/core';
import { examples, fired, read, step, steps } from '../plans/leaves.ts';
import { forward, perExample, planSketch, run } from '../plans/plan-sketch.ts';
import { randomTrains, spikeTrains } from '../plans/spike-trains.ts';
import { randomSynapses } from '../plans/synapses.ts';
import type { Observations, Scenario } from './scenario.ts';
import {
  close,
  equal,
  inExamples,
  inTrial,
  overNeurons,
  projection,
  recorded,
  sameSpikes,
  traceOf,
  trialInput,
  trialWith,
} from './units.ts';

/** Integrate-and-fire units that never settle: any state that leaks from one example into the next shows in the spikes. */
function firingNetwork() {
  const s = planSketch();
  const source = s.population('source', 9, 'input', 1);
  const units = s.population('units', 14, 'model', 2);
  const input = projection(s, { name: 'sourceToUnits', pre: source, post: units, format: 'growable-rows' });
  const loop = projection(s, { name: 'unitsToUnits', pre: units, post: units, format: 'rows', delay: 2 });
  const v = s.array({ name: 'v', over: overNeurons(units), lifetime: 'example' });
  const ring = s.array({ name: 'recent', over: overNeurons(units), lifetime: 'example', steps: 3 });
  const sum = s.array({ name: 'sum', over: overNeurons(units), lifetime: 'output' });
  const u = read(v, 'neuron').add(read(input.arrived, 'neuron')).add(read(loop.arrived, 'neuron'));
  const update = s.neurons('integrate and fire', {
    population: units,
    writes: [
      { to: v, value: u.sub(fired().mul(2)) },
      { to: ring, value: u },
      { to: sum, value: read(ring, 'neuron', 2).mul(step()), add: true },
    ],
    fires: u.ge(1),
  });
  const body = run(input.deliver, loop.deliver, update);
  const plan = s.plan({ trial: [perExample(forward(body, { keepSpikes: [units] }))] }, { spikes: [units] });
  const weights = randomSynapses({ pre: 9, post: 14, density: 0.5, seed: 12, value: (x) => Math.floor(x * 40) / 64 });
  const inner = randomSynapses({ pre: 14, post: 14, density: 0.4, seed: 13 });
  return {
    plan,
    prepare: async (program: Parameters<Scenario['script']>[0]): Promise<void> => {
      await program.writeStore(input.store, weights);
      await program.writeStore(loop.store, inner);
    },
    source,
    units,
    sum,
  };
}

/** One batch: every size up to more than the number of shards and of workers. */
function batchScenario(size: number): Scenario {
  const { plan, prepare, source, units, sum } = firingNetwork();
  const length = 20;
  return {
    name: `examples: a batch of ${size}`,
    law: 'Examples share synapses and nothing else: every one starts anew and none sees another.',
    input: `9 sources, 14 recurrent integrate-and-fire units with exact weights, a batch of ${size}, ${length} steps`,
    plan,
    async script(program) {
      await prepare(program);
      const batch = randomTrains({ neurons: 9, steps: length, examples: size, rate: 0.2, seed: size });
      const { spikes, outputs } = await program.run('trial', trialWith(source, batch));
      return { ...sameSpikes('units', spikes[units]), 'weighted sums': equal(recorded(outputs, sum), inExamples(14)) };
    },
  };
}

/** Several runs of one program, of different shapes: what one run leaves behind must not show in the next. */
function severalRunsScenario(): Scenario {
  const { plan, prepare, source, units, sum } = firingNetwork();
  const shapes: readonly (readonly [examples: number, steps: number])[] = [
    [2, 12],
    [5, 3],
    [1, 1],
    [3, 70],
    [2, 12],
  ];
  return {
    name: 'examples: runs of different sizes and lengths, one after another',
    law: 'A trial depends on its input and on shared arrays only, not on earlier trials.',
    input: `the same program with batches and lengths ${shapes.map((x) => x.join(' × ')).join(', ')}; the first and the last are alike`,
    plan,
    async script(program) {
      await prepare(program);
      const seen: Record<string, Observations[string]> = {};
      for (const [i, [size, length]] of shapes.entries()) {
        const seed = i === shapes.length - 1 ? 0 : i;
        const batch = randomTrains({ neurons: 9, steps: length, examples: size, rate: 0.3, seed });
        const { spikes, outputs } = await program.run('trial', trialWith(source, batch));
        Object.assign(seen, sameSpikes(`units in run ${i}`, spikes[units]));
        seen[`weighted sums in run ${i}`] = equal(recorded(outputs, sum), inExamples(14));
      }
      return seen;
    },
  };
}

/** Trials without any spike, and steps without any. */
function silentScenario(): Scenario {
  const { plan, prepare, source, units, sum } = firingNetwork();
  const batches: readonly SpikeBatch[] = [
    spikeTrains(8, [[], []]),
    spikeTrains(8, [
      [[], [0, 8]],
      [[], [], [], [4]],
    ]),
  ];
  return {
    name: 'examples: no input spikes, or few',
    law: 'Steps and examples without spikes are like any other.',
    input: '2 examples of 8 steps without spikes, then with 2 and 1',
    plan,
    async script(program) {
      await prepare(program);
      const first = await program.run('trial', trialWith(source, batches[0]));
      const second = await program.run('trial', trialWith(source, batches[1]));
      return {
        ...sameSpikes('units without input', first.spikes[units]),
        ...sameSpikes('units with little input', second.spikes[units]),
        'weighted sums': equal(recorded(second.outputs, sum), inExamples(14)),
      };
    },
  };
}

/** Values from outside, once per example and in every step. */
function inputArraysScenario(): Scenario {
  const s = planSketch();
  const units = s.population('units', 5, 'never');
  const gain = s.array({ name: 'gain', over: overNeurons(units), lifetime: 'input' });
  const current = s.array({ name: 'current', over: overNeurons(units), lifetime: 'input', steps: 'all' });
  const label = s.array({ name: 'label', over: { per: 'network' }, lifetime: 'input' });
  const v = s.array({ name: 'v', over: overNeurons(units), lifetime: 'example' });
  const trace = traceOf(s, units, 'v trace');
  const sum = s.array({ name: 'sum', over: overNeurons(units), lifetime: 'output' });
  const next = read(v, 'neuron')
    .add(read(current, 'neuron').mul(read(gain, 'neuron')))
    .add(read(label, 'network').mul(steps()).mul(examples()));
  const update = s.neurons('integrate', {
    population: units,
    writes: [
      { to: v, value: next },
      { to: trace, value: next },
      { to: sum, value: next, add: true },
    ],
  });
  const [size, length] = [3, 6];
  const values: TrialInput['values'] = {
    [gain]: Float32Array.from({ length: size * 5 }, (_, i) => i / 4),
    [current]: Float32Array.from({ length: size * length * 5 }, (_, i) => ((i * 7) % 11) - 5),
    [label]: Float32Array.from([2, -1, 0.5]),
  };
  return {
    name: 'examples: values from outside',
    law: 'An input array gives every example its own values, one for the trial or one per step.',
    input: `5 units with a gain per example, a current per step and a label, ${size} examples of ${length} steps`,
    plan: s.plan({ trial: [perExample(forward(run(update), { keep: [trace] }))] }, { arrays: [trace] }),
    async script(program) {
      const { records, outputs } = await program.run('trial', trialInput(length, { size, values }));
      return {
        v: equal(recorded(records, trace), inTrial(length, 5)),
        sum: equal(recorded(outputs, sum), inExamples(5)),
      };
    },
  };
}

/** Steps after the trial: no new input spikes, but those on their way still arrive. */
function flushScenario(): Scenario {
  const s = planSketch();
  const source = s.population('source', 6, 'input', 4);
  const units = s.population('units', 5, 'never');
  const p = projection(s, { name: 'sourceToUnits', pre: source, post: units, format: 'rows', delay: 4 });
  const sum = s.array({ name: 'sum', over: overNeurons(units), lifetime: 'output' });
  const flushed = s.array({ name: 'flushed', over: overNeurons(units), lifetime: 'output' });
  const trace = traceOf(s, units, 'arrived trace');
  const add = s.neurons('add', {
    population: units,
    writes: [
      { to: sum, value: read(p.arrived, 'neuron').mul(step()), add: true },
      { to: trace, value: read(p.arrived, 'neuron') },
    ],
  });
  const addFlushed = s.neurons('add after the trial', {
    population: units,
    writes: [{ to: flushed, value: read(p.arrived, 'neuron').mul(step()), add: true }],
  });
  const length = 9;
  const sweep = forward(run(p.deliver, add), { keep: [trace], flush: 3, flushBody: run(p.deliver, addFlushed) });
  return {
    name: 'forward: flush steps after the trial',
    law: 'After step T the flush body runs for T + 1 … T + flush: spikes on their way arrive, none is sent, and nothing is kept.',
    input: `6 sources, delay 4, 2 examples of ${length} steps, flush of 3`,
    plan: s.plan({ trial: [perExample(sweep)] }, { arrays: [trace] }),
    async script(program) {
      await program.writeStore(p.store, randomSynapses({ pre: 6, post: 5, density: 0.8, seed: 1 }));
      const batch = randomTrains({ neurons: 6, steps: length, examples: 2, rate: 0.4, seed: 2 });
      const { records, outputs } = await program.run('trial', trialWith(source, batch));
      return {
        'what arrived in the trial': equal(recorded(records, trace), inTrial(length, 5)),
        'sum over the trial': equal(recorded(outputs, sum), inExamples(5)),
        'sum over the flush': equal(recorded(outputs, flushed), inExamples(5)),
      };
    },
  };
}

/** Ops in every n-th step, and the mean over a batch. */
function everyAndMeanScenario(): Scenario {
  const s = planSketch();
  const units = s.population('units', 6, 'never');
  const start = s.array({ name: 'start', over: overNeurons(units), lifetime: 'shared', initial: 1 });
  const v = s.array({ name: 'v', over: overNeurons(units), lifetime: 'example', initial: { array: start } });
  const out = s.array({ name: 'out', over: overNeurons(units), lifetime: 'output' });
  const gain = s.array({ name: 'gain', over: overNeurons(units), lifetime: 'input' });
  const grow = s.neurons('grow', { population: units, writes: [{ to: v, value: read(gain, 'neuron'), add: true }] });
  const halve = s.neurons('halve', { population: units, writes: [{ to: v, value: read(v, 'neuron').mul(0.5) }] });
  const report = s.neurons('report', { population: units, writes: [{ to: out, value: read(v, 'neuron') }] });
  const every: Op = { op: 'every', steps: 3, body: run(halve) };
  return {
    name: "'every' and 'meanOverExamples'",
    law: "The body of 'every' runs in the steps that n divides; the mean over the batch is summed in the order of the examples.",
    input:
      '6 units that grow in every step and are halved in every third, 5 examples of 7 steps, twice: the second run starts at the mean of the first',
    plan: s.plan({
      trial: [
        perExample(forward([...run(grow), every, ...run(report)])),
        { op: 'meanOverExamples', from: out, into: start },
      ],
    }),
    async script(program) {
      const values = { [gain]: Float32Array.from({ length: 30 }, (_, i) => ((i * 5) % 13) / 3) };
      const first = await program.run('trial', trialInput(7, { size: 5, values }));
      const mean = await program.read(start);
      const second = await program.run('trial', trialInput(7, { size: 5, values }));
      return {
        'first run': close(recorded(first.outputs, out), inExamples(6)),
        'mean over the batch': close(mean),
        'second run': close(recorded(second.outputs, out), inExamples(6)),
      };
    },
  };
}

/** Scenarios of examples, sweeps and what goes in and out. */
export const batchScenarios = (): readonly Scenario[] => [
  ...[1, 2, 7, 8, 19].map(batchScenario),
  severalRunsScenario(),
  silentScenario(),
  inputArraysScenario(),
  flushScenario(),
  everyAndMeanScenario(),
];
