import { fired, index, random, read } from '../plans/leaves.ts';
import { forward, perExample, planSketch, run } from '../plans/plan-sketch.ts';
import { randomSynapses } from '../plans/synapses.ts';
import type { Observation, Scenario } from './scenario.ts';
import {
  close,
  equal,
  inTrial,
  overNeurons,
  overSynapses,
  recorded,
  sameSpikes,
  traceOf,
  trialInput,
} from './units.ts';

const LAW =
  'A draw is a pure function of the key, its stream and number, the element, the example in the run and the time: the same bits everywhere.';

/** Draws of neurons in every step of several examples. */
function neuronDraws(): Scenario {
  const s = planSketch([0xdead_beef, 0x0123_4567]);
  const [size, length, count] = [11, 5, 3];
  const units = s.population('units', size, 'model', 1);
  const draw = (op: 'uniform' | 'normal', stream: number, number: number, time: 'step' | 'update' | 'never') =>
    random(op, { stream, draw: number, by: 'neuron', time });
  const drawn = {
    'uniform, by step': draw('uniform', 3, 0, 'step'),
    'uniform, second draw': draw('uniform', 3, 1, 'step'),
    'uniform, other stream': draw('uniform', 70_003, 0, 'step'),
    'uniform, by update': draw('uniform', 3, 2, 'update'),
    'uniform, never again': draw('uniform', 3, 3, 'never'),
    'normal, by step': draw('normal', 3, 4, 'step'),
  };
  const traces = Object.keys(drawn).map((name) => traceOf(s, units, name));
  const update = s.neurons('draw', {
    population: units,
    writes: Object.values(drawn).map((value, i) => ({ to: traces[i], value })),
    fires: drawn['uniform, second draw'].lt(0.25),
  });
  return {
    name: 'random: draws of neurons',
    law: LAW,
    input: `${size} units, ${count} examples of ${length} steps, the first of them number 1000 of the run, update 41`,
    plan: s.plan(
      { trial: [perExample(forward(run(update), { keep: traces, keepSpikes: [units] }))] },
      { arrays: traces, spikes: [units] },
    ),
    async script(program) {
      const input = trialInput(length, { size: count, firstExample: 1000, update: 41 });
      const { records, spikes } = await program.run('trial', input);
      const seen = Object.keys(drawn).map((name, i): [string, Observation] => {
        const values = recorded(records, traces[i]);
        const where = inTrial(length, size);
        return [name, name.startsWith('normal') ? { ...close(values, where), ulps: 64 } : equal(values, where)];
      });
      return { ...Object.fromEntries(seen), ...sameSpikes('units that fire with probability 1/4', spikes[units]) };
    },
  };
}

/** Draws of pairs, which do not depend on where a synapse lies. */
function pairDraws(): Scenario {
  const s = planSketch([77, 88]);
  const [pre, post] = [9, 12];
  const from = s.population('from', pre, 'input', 1);
  const to = s.population('to', post, 'never');
  const synapse = overSynapses(s.nextStore());
  const draw = (op: 'uniform' | 'normal', number: number, time: 'step' | 'update' | 'never') =>
    random(op, { stream: 21, draw: number, by: 'pair', time });
  const drawn = {
    fixed: draw('uniform', 0, 'never'),
    second: draw('uniform', 1, 'never'),
    third: draw('uniform', 2, 'never'),
    updated: draw('uniform', 3, 'update'),
    normal: draw('normal', 5, 'never'),
  };
  const arrays = Object.keys(drawn).map((name) => s.array({ name, over: synapse, lifetime: 'shared' }));
  const variables = Object.keys(drawn).map((name, i) => ({ name, array: arrays[i], birth: 0 }));
  const store = s.store({ name: 'fromTo', pre: from, post: to, format: 'growable-rows', variables });
  const write = s.synapses('draw', {
    store,
    writes: Object.values(drawn).map((value, i) => ({ to: arrays[i], value })),
  });
  return {
    name: 'random: draws of pairs',
    law: `${LAW} A pair draws the same wherever its synapse lies.`,
    input: `${pre} × ${post} neurons, 40 % of the pairs, update 3`,
    plan: s.plan({ draw: run(write) }),
    async script(program) {
      const { pre: i, post: j } = randomSynapses({ pre, post, density: 0.4, seed: 9 });
      const zeros = new Float64Array(i.length);
      const empty = Object.fromEntries(Object.keys(drawn).map((name) => [name, zeros]));
      await program.writeStore(store, { pre: i, post: j, variables: empty });
      await program.run('draw', trialInput(1, { update: 3 }));
      const after = await program.readStore(store);
      const seen = Object.keys(drawn).map((name): [string, Observation] => {
        const values = after.variables[name] ?? [];
        return [name, name === 'normal' ? { ...close(values), ulps: 64 } : equal(values)];
      });
      return Object.fromEntries(seen);
    },
  };
}

/** The example in the run, not its place in the batch, decides. */
function batchPlacement(): Scenario {
  const s = planSketch([1, 2]);
  const units = s.population('units', 6, 'model', 1);
  const count = s.array({ name: 'count', over: overNeurons(units), lifetime: 'output' });
  const draw = random('uniform', { stream: 3, draw: 0, by: 'neuron', time: 'step' });
  const update = s.neurons('draw', {
    population: units,
    writes: [{ to: count, value: fired().mul(index('neuron').add(1)).add(draw), add: true }],
    fires: draw.ge(0.5),
  });
  const total = read(count, 'neuron');
  const report = s.array({ name: 'total', over: { per: 'network' }, lifetime: 'output' });
  const sum = s.reduce('sum', { population: units, operation: 'sum', into: report, value: total });
  return {
    name: 'random: an example draws the same wherever it stands in a batch',
    law: LAW,
    input: '4 examples as one batch, then as two batches of 2',
    plan: s.plan({ trial: [perExample(forward(run(update)), ...run(sum))] }),
    async script(program) {
      const whole = await program.run('trial', trialInput(16, { size: 4, firstExample: 10 }));
      const first = await program.run('trial', trialInput(16, { size: 2, firstExample: 10 }));
      const second = await program.run('trial', trialInput(16, { size: 2, firstExample: 12 }));
      return {
        'one batch': close(recorded(whole.outputs, count)),
        'first half': close(recorded(first.outputs, count)),
        'second half': close(recorded(second.outputs, count)),
        'sums over the population': close(recorded(whole.outputs, report)),
      };
    },
  };
}

/** Scenarios of random draws. */
export const randomScenarios = (): readonly Scenario[] => [neuronDraws(), pairDraws(), batchPlacement()];
