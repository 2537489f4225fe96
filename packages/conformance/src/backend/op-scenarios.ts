import { lift, type Expr } from '@growcone/core';
import { index, read, spiked, step } from '../plans/leaves.ts';
import { forward, perExample, planSketch, run } from '../plans/plan-sketch.ts';
import { randomTrains } from '../plans/spike-trains.ts';
import { randomSynapses } from '../plans/synapses.ts';
import type { Agreement, Observation, Scenario } from './scenario.ts';
import {
  close,
  equal,
  inExamples,
  ordered,
  overNetwork,
  overNeurons,
  overSynapses,
  projection,
  recorded,
  traceOf,
  trialInput,
  trialWith,
} from './units.ts';

/** Arguments that find mistakes: both signs, zero, small, large, halves, and numbers that single precision rounds. */
const ARGUMENTS = [-30, -7.5, -2, -1.25, -1, -0.7, -1e-3, 0, 1e-5, 0.1, 0.5, 1, 1.5, 2, 3.3, 11, 80];

/** Every operation that an expression may use, and how it must agree. */
function operations(x: Expr, y: Expr): Readonly<Record<string, readonly [Expr, Agreement]>> {
  const positive = x.abs().add(0.125);
  const choose = (condition: ReturnType<Expr['gt']>): Expr => condition.select(x, y.mul(2));
  return {
    add: [x.add(y), 'ordered'],
    sub: [x.sub(y), 'ordered'],
    mul: [x.mul(y), 'ordered'],
    min: [x.min(y), 'ordered'],
    max: [x.max(y), 'ordered'],
    neg: [x.neg(), 'ordered'],
    abs: [x.abs(), 'ordered'],
    sign: [x.sign(), 'ordered'],
    floor: [x.floor(), 'ordered'],
    constant: [x.mul(0).add(Math.PI), 'ordered'],
    gt: [choose(x.gt(y)), 'ordered'],
    ge: [choose(x.ge(y)), 'ordered'],
    lt: [choose(x.lt(y)), 'ordered'],
    le: [choose(x.le(y)), 'ordered'],
    eq: [choose(x.eq(y)), 'ordered'],
    and: [choose(x.gt(0).and(y.gt(0))), 'ordered'],
    or: [choose(x.gt(0).or(y.gt(0))), 'ordered'],
    not: [choose(x.gt(y).not()), 'ordered'],
    'nested select': [x.gt(1).select(y.gt(0).select(1, 2), y.lt(-1).select(3, 4)), 'ordered'],
    div: [x.div(y.add(0.375)), 'close'],
    sqrt: [positive.sqrt(), 'close'],
    exp: [x.min(3).exp(), 'close'],
    'exp of large negative numbers': [x.abs().mul(-0.25).exp(), 'close'],
    log: [positive.log(), 'close'],
    tanh: [x.tanh(), 'close'],
  };
}

/** One kernel per operation, over a grid of arguments. */
function operationScenarios(): readonly Scenario[] {
  return Object.keys(operations(lift(0), lift(1))).map((name): Scenario => {
    const s = planSketch();
    const size = ARGUMENTS.length ** 2;
    const grid = s.population('grid', size, 'never');
    const array = (label: string, lifetime: 'shared' | 'output'): number =>
      s.array({ name: label, over: overNeurons(grid), lifetime });
    const [x, y, out] = [array('x', 'shared'), array('y', 'shared'), array('out', 'output')];
    const [value, agreement] = operations(read(x, 'neuron'), read(y, 'neuron'))[name];
    const compute = s.neurons(name, { population: grid, writes: [{ to: out, value }] });
    const column = (pick: (i: number) => number): Float32Array =>
      Float32Array.from({ length: size }, (_, i) => ARGUMENTS[pick(i)]);
    return {
      name: `expressions: ${name}`,
      law: 'Every operation means what the reference says it means; + − × and choices are exact to the last bit.',
      input: `all pairs of ${ARGUMENTS.join(', ')}`,
      plan: s.plan({ trial: [perExample(forward(run(compute)))] }),
      async script(program) {
        await program.write(
          x,
          column((i) => i % ARGUMENTS.length),
        );
        await program.write(
          y,
          column((i) => Math.floor(i / ARGUMENTS.length)),
        );
        const { outputs } = await program.run('trial', trialInput(1));
        const where = (i: number): string =>
          `x = ${ARGUMENTS[i % ARGUMENTS.length]}, y = ${ARGUMENTS[Math.floor(i / ARGUMENTS.length)]}`;
        return { [name]: { agreement, values: recorded(outputs, out), where } };
      },
    };
  });
}

/** Sums, maxima and their places over populations of many sizes. */
function reduceScenario(size: number): Scenario {
  const s = planSketch();
  const units = s.population('units', size, 'never');
  const x = s.array({ name: 'x', over: overNeurons(units), lifetime: 'input', steps: 'all' });
  const result = (name: string): number => s.array({ name, over: overNetwork, lifetime: 'output', initial: 1 });
  const [sum, largest, place, total] = [result('sum'), result('max'), result('argmax'), result('total')];
  const value = read(x, 'neuron');
  const reduce = { population: units, value };
  const kernels = [
    s.reduce('sum', { ...reduce, operation: 'sum', into: sum }),
    s.reduce('max', { ...reduce, operation: 'max', into: largest }),
    s.reduce('argmax', { ...reduce, operation: 'argmax', into: place }),
    s.reduce('total', { ...reduce, operation: 'sum', into: total, add: true }),
  ];
  return {
    name: `reduce: ${size} neuron(s)`,
    law: 'Sums take four lanes, then (0+2) + (1+3); of equal largest values the first counts; `add` adds to what is there.',
    input: `${size} values, some of them equal, some so large that the order of a sum decides, 5 examples of 3 steps`,
    plan: s.plan({ trial: [perExample(forward(run(...kernels)))] }),
    async script(program) {
      // Lanes 0 and 2 cancel when they are joined first; any other order loses what lanes 1 and 3 hold. In the last example
      // all values are negative: empty lanes beside them hold zeros and must not count.
      const far = [0, 1, 2 ** 30, 2 ** 60, 0];
      const each = Array.from({ length: 5 * 3 * size }, (_, i) => {
        const [e, n] = [Math.floor(i / (3 * size)), i % size];
        if (e === 4) return -1 - ((i * 3) % 7);
        return n === 0 ? far[e] : n === 2 ? -far[e] : (i * 7) % 5;
      });
      const { outputs } = await program.run(
        'trial',
        trialInput(3, { size: 5, values: { [x]: Float32Array.from(each) } }),
      );
      return {
        'sum of the last step': ordered(recorded(outputs, sum), inExamples(1)),
        'largest of the last step': equal(recorded(outputs, largest), inExamples(1)),
        'place of the largest': equal(recorded(outputs, place), inExamples(1)),
        'sum of all steps': ordered(recorded(outputs, total), inExamples(1)),
      };
    },
  };
}

/** Kernels over the network and over all synapses, inside and outside of a sweep. */
function synapsesScenario(): Scenario {
  const s = planSketch();
  const [pre, post, length] = [8, 5, 12];
  const source = s.population('source', pre, 'input', 2);
  const target = s.population('target', post, 'never');
  const p = projection(s, { name: 'sourceToTarget', pre: source, post: target, format: 'growable-rows', delay: 2 });
  const synapse = overSynapses(p.store);
  const trace = s.array({ name: 'trace', over: synapse, lifetime: 'example' });
  const grad = s.array({ name: 'gradient', over: synapse, lifetime: 'shard' });
  const v = s.array({ name: 'v', over: overNeurons(target), lifetime: 'example' });
  const kept = traceOf(s, target, 'v trace');
  const updates = s.array({ name: 'updates', over: overNetwork, lifetime: 'shared' });
  const rate = s.array({ name: 'rate', over: overNetwork, lifetime: 'shared', initial: 0.5 });
  const next = read(v, 'neuron').mul(0.75).add(read(p.arrived, 'neuron'));
  const update = s.neurons('update', {
    population: target,
    writes: [
      { to: v, value: next },
      { to: kept, value: next },
    ],
  });
  const eligible = read(trace, 'synapse')
    .mul(0.5)
    .add(spiked(source, 'pre', 2));
  const online = s.synapses('online', {
    store: p.store,
    writes: [
      { to: trace, value: eligible },
      { to: grad, value: eligible.mul(read(v, 'post')).mul(step()), add: true },
    ],
  });
  const advance = s.network('advance', [
    { to: updates, value: 1, add: true },
    { to: rate, value: read(rate, 'network').div(read(updates, 'network').add(2)) },
  ]);
  const change = s.synapses('change', {
    store: p.store,
    writes: [
      {
        to: p.w,
        value: read(p.w, 'synapse')
          .sub(read(grad, 'synapse').mul(read(rate, 'network')))
          .add(index('pre').sub(index('post')).mul(read(updates, 'network'))),
      },
    ],
  });
  return {
    name: 'synapses: a trace per synapse and example, and an update',
    law: 'A kernel over synapses runs once for every synapse; its example arrays belong to one example, its shard arrays sum over the batch.',
    input: `${pre} sources, ${post} targets, delay 2, 5 examples of ${length} steps, two updates`,
    plan: s.plan(
      {
        trial: [perExample(forward(run(p.deliver, update, online), { keep: [kept] }))],
        update: [{ op: 'reduceShards', arrays: [grad] }, ...run(advance, change), { op: 'clear', arrays: [grad] }],
      },
      { arrays: [kept] },
    ),
    async script(program) {
      await program.writeStore(p.store, randomSynapses({ pre, post, density: 0.6, seed: 17 }));
      const seen: Record<string, Observation> = {};
      for (const i of [0, 1]) {
        const batch = randomTrains({ neurons: pre, steps: length, examples: 5, rate: 0.25, seed: 50 + i });
        const { records } = await program.run('trial', trialWith(source, batch));
        seen[`v in trial ${i}`] = close(recorded(records, kept));
        await program.run('update', trialInput(length, { size: 5, update: i }));
        seen[`weights after update ${i}`] = close((await program.readStore(p.store)).variables['w'] ?? []);
      }
      seen['number of updates'] = equal(await program.read(updates));
      seen['rate'] = close(await program.read(rate));
      return seen;
    },
  };
}

/** Scenarios of expressions and of the remaining loop shapes. */
export const opScenarios = (): readonly Scenario[] => [
  ...operationScenarios(),
  ...[1, 3, 4, 6, 9, 33].map(reduceScenario),
  synapsesScenario(),
];
