import type { Op, StoreSnapshot } from '@growcone/core';
import { index, read, step } from '../plans/leaves.ts';
import { forward, perExample, planSketch, run } from '../plans/plan-sketch.ts';
import { randomTrains } from '../plans/spike-trains.ts';
import { randomSynapses, synapses } from '../plans/synapses.ts';
import type { Scenario } from './scenario.ts';
import {
  equal,
  formats,
  inTrial,
  overNeurons,
  overSynapses,
  projection,
  recorded,
  traceOf,
  trialInput,
  trialWith,
} from './units.ts';

/** What a scenario of delivery varies. */
interface Delivery {
  readonly name: string;
  readonly law: string;
  readonly format: (typeof formats)[number];
  readonly pre: number;
  readonly post: number;
  readonly delay: number;
  readonly snapshot: StoreSnapshot;
  readonly rate?: number;
  readonly steps?: number;
}

/** Spikes of a source arrive at integrators, which sum everything that ever arrived. */
function delivery({ name, law, format, pre, post, delay, snapshot, rate = 0.15, steps = 24 }: Delivery): Scenario {
  const s = planSketch();
  const source = s.population('source', pre, 'input', delay);
  const integrators = s.population('integrators', post, 'never');
  const p = projection(s, { name: 'sourceToIntegrators', pre: source, post: integrators, format, delay });
  const v = s.array({ name: 'v', over: overNeurons(integrators), lifetime: 'example' });
  const trace = traceOf(s, integrators, 'v trace');
  const sum = read(v, 'neuron').add(read(p.arrived, 'neuron'));
  const writes = [
    { to: v, value: sum },
    { to: trace, value: sum },
  ];
  const integrate = s.neurons('integrate', { population: integrators, writes });
  const spikes = randomTrains({ neurons: pre, steps, examples: 2, rate, seed: pre + delay });
  return {
    name,
    law,
    input: `${pre} sources, ${post} integrators, ${snapshot.pre.length} synapses stored as '${format}', delay ${delay}, 2 examples of ${steps} steps`,
    plan: s.plan({ trial: [perExample(forward(run(p.deliver, integrate), { keep: [trace] }))] }, { arrays: [trace] }),
    async script(program) {
      await program.writeStore(p.store, snapshot);
      const { records } = await program.run('trial', trialWith(source, spikes));
      return { 'summed weights': equal(recorded(records, trace), inTrial(steps, post)) };
    },
  };
}

const DELIVERY_LAW =
  'A spike sent in step t adds the weight of every synapse of its neuron to the postsynaptic neuron in step t + delay, once.';

/** Every format at several sizes, fills and shapes. */
function formatScenarios(): readonly Scenario[] {
  return formats.flatMap((format) => {
    const value = format === 'bit-mask' ? () => 0.25 : undefined;
    const make = (what: string, pre: number, post: number, density: number): Scenario =>
      delivery({
        name: `${format}: delivers over ${what}`,
        law: DELIVERY_LAW,
        format,
        pre,
        post,
        delay: 1,
        snapshot: randomSynapses({ pre, post, density, seed: pre, ...(value ? { value } : {}) }),
      });
    return [
      make('all pairs', 13, 21, 1),
      make('a third of all pairs', 37, 29, 0.33),
      make('a single pair', 1, 1, 1),
      make('no synapse at all', 5, 6, 0),
      make('more than 256 postsynaptic neurons', 9, 300, 0.1),
    ];
  });
}

/** Delays, indices that need 32 bits, repeated pairs, rows in any order of slots. */
function storeScenarios(): readonly Scenario[] {
  const delays = [1, 2, 3, 4, 5].map((delay) =>
    delivery({
      name: `delay ${delay}: a spike arrives ${delay} step(s) after it was sent`,
      law: DELIVERY_LAW,
      format: 'rows',
      pre: 17,
      post: 11,
      delay,
      snapshot: randomSynapses({ pre: 17, post: 11, density: 0.4, seed: delay }),
    }),
  );
  const far: readonly (readonly [number, number, number])[] = [
    [0, 69_999, 0.5],
    [0, 3, 0.25],
    [2, 65_536, 1],
    [2, 65_535, -0.5],
  ];
  return [
    ...delays,
    delivery({
      name: 'more than 65 536 postsynaptic neurons',
      law: DELIVERY_LAW,
      format: 'rows',
      pre: 3,
      post: 70_000,
      delay: 1,
      snapshot: synapses(far),
      steps: 4,
      rate: 0.5,
    }),
    delivery({
      name: 'rows: several synapses between one pair',
      law: 'Every synapse of a pair delivers on its own.',
      format: 'rows',
      pre: 2,
      post: 3,
      delay: 1,
      snapshot: synapses([
        [0, 1, 0.5],
        [0, 1, 0.25],
        [1, 0, 1],
        [1, 1, -2],
        [1, 1, -2],
      ]),
    }),
    delivery({
      name: 'growable-rows: slots in any order',
      law: 'The order of slots within a row is kept and has no effect on what is delivered.',
      format: 'growable-rows',
      pre: 2,
      post: 5,
      delay: 1,
      snapshot: synapses([
        [0, 4, 0.5],
        [0, 0, 0.25],
        [0, 2, 4],
        [1, 3, 1],
        [1, 1, -2],
      ]),
    }),
  ];
}

/** What a kernel over arriving spikes reads and writes besides weights. */
function placesScenario(): Scenario {
  const s = planSketch();
  const [pre, post, length] = [10, 7, 15];
  const source = s.population('source', pre, 'input', 2);
  const target = s.population('target', post, 'never');
  const synapse = overSynapses(s.nextStore());
  const w = s.array({ name: 'w', over: synapse, lifetime: 'shared' });
  const last = s.array({ name: 'last', over: synapse, lifetime: 'example', initial: -1 });
  const arrivals = s.array({ name: 'arrivals', over: synapse, lifetime: 'shard' });
  const variables = [{ name: 'w', array: w, birth: 0 }];
  const store = s.store({
    name: 'sourceToTarget',
    pre: source,
    post: target,
    format: 'growable-rows',
    delay: 2,
    variables,
  });
  const preGain = s.array({ name: 'preGain', over: overNeurons(source), lifetime: 'shared', initial: 2 });
  const postGain = s.array({ name: 'postGain', over: overNeurons(target), lifetime: 'shared', initial: 0.5 });
  const factor = s.array({ name: 'factor', over: { per: 'network' }, lifetime: 'shared', initial: 4 });
  const arrived = s.array({ name: 'arrived', over: overNeurons(target), lifetime: 'example', accumulates: true });
  const trace = traceOf(s, target, 'arrived trace');
  const value = read(w, 'synapse').mul(read(preGain, 'pre')).mul(read(postGain, 'post')).mul(read(factor, 'network'));
  const waited = step().sub(read(last, 'synapse'));
  const deliver = s.spikes('deliver', {
    store,
    writes: [
      { to: arrived, value: value.add(index('pre')).sub(index('post')).add(waited), add: true },
      { to: last, value: step() },
      { to: arrivals, value: waited, add: true },
    ],
  });
  const keep = s.neurons('keep', { population: target, writes: [{ to: trace, value: read(arrived, 'neuron') }] });
  const reduce: Op = { op: 'reduceShards', arrays: [arrivals] };
  return {
    name: 'spikes: reads and writes at every place',
    law: 'A kernel over arriving spikes reads presynaptic, postsynaptic, synaptic and network values, and writes postsynaptic and synaptic ones.',
    input: `${pre} sources, ${post} targets, delay 2, 3 examples of ${length} steps; every synapse remembers when a spike last arrived`,
    plan: s.plan(
      { trial: [perExample(forward(run(deliver, keep), { keep: [trace] }))], sum: [reduce] },
      { arrays: [trace] },
    ),
    async script(program) {
      await program.writeStore(store, randomSynapses({ pre, post, density: 0.5, seed: 3 }));
      await program.write(
        postGain,
        Float64Array.from({ length: post }, (_, i) => 2 ** (i - 3)),
      );
      await program.write(
        preGain,
        Float64Array.from({ length: pre }, (_, i) => i / 4),
      );
      const spikes = randomTrains({ neurons: pre, steps: length, examples: 3, rate: 0.2, seed: 8 });
      const { records } = await program.run('trial', trialWith(source, spikes));
      await program.run('sum', trialInput(length, { size: 3 }));
      const { variables: sums } = await program.readShard(arrivals);
      return {
        'what arrived': equal(recorded(records, trace), inTrial(length, post)),
        'sum of the waiting times of every synapse': equal(Object.values(sums)[0] ?? []),
      };
    },
  };
}

/** Scenarios of loops over arriving spikes. */
export const deliveryScenarios = (): readonly Scenario[] => [
  ...formatScenarios(),
  ...storeScenarios(),
  placesScenario(),
];
