import { PLAN_VERSION, type Node, type Plan, type SpikeBatch, type StoreSnapshot } from '@growcone/core';

/** Ids of the arrays of {@link lifPlan}. */
export const lif = { v: 0, arrived: 1, w: 2, vRecorded: 3, vAtEnd: 4, bias: 5 } as const;

/** How the network of {@link lifPlan} is made. */
export interface LifOptions {
  /** Input neurons. */
  readonly inputs: number;
  /** Leaky integrate-and-fire neurons. */
  readonly size: number;
  /** Steps from emission to arrival. */
  readonly delay?: number;
  /** Storage format of the projection. */
  readonly format?: 'dense' | 'rows' | 'growable-rows';
  /** Decay of the membrane potential per step. */
  readonly alpha?: number;
  /** Threshold. */
  readonly threshold?: number;
  /** Potential that a trial starts with. */
  readonly initial?: number;
  /** Whether spikes are kept for the whole trial and returned. */
  readonly keepSpikes?: boolean;
}

/** Input spikes onto leaky integrate-and-fire neurons: v ← α·v + arrived + bias; v ≥ threshold fires and subtracts it. */
export function lifPlan(options: LifOptions): Plan {
  const { inputs, size, delay = 1, format = 'rows' } = options;
  const { alpha = 0.9, threshold = 1, initial = 0, keepSpikes = true } = options;
  const over = { per: 'neuron', population: 1 } as const;
  const array = (id: number, name: string, rest: object) =>
    ({
      id,
      name,
      over,
      lifetime: 'example',
      steps: 1,
      initial: 0,
      accumulates: false,
      ...rest,
    }) as Plan['arrays'][number];
  const read = (id: number): Node => ({ op: 'read', array: id, at: 'neuron', lag: 0 });
  const update: readonly Node[] = [
    read(lif.v),
    { op: 'constant', value: alpha },
    { op: 'mul', args: [0, 1] },
    read(lif.arrived),
    { op: 'add', args: [2, 3] },
    read(lif.bias),
    { op: 'add', args: [4, 5] },
    { op: 'constant', value: threshold },
    { op: 'ge', args: [6, 7] },
    { op: 'fired' },
    { op: 'mul', args: [9, 7] },
    { op: 'sub', args: [6, 10] },
  ];
  return {
    version: PLAN_VERSION,
    dt: 1,
    key: [1, 2],
    populations: [
      { id: 0, name: 'input', size: inputs, spikes: 'input', history: delay },
      { id: 1, name: 'hidden', size, spikes: 'model', history: 1 },
    ],
    arrays: [
      array(lif.v, 'hidden.v', { initial }),
      array(lif.arrived, 'hidden.arrived', { accumulates: true }),
      array(lif.w, 'inputToHidden.w', { over: { per: 'synapse', store: 0 }, lifetime: 'shared' }),
      array(lif.vRecorded, 'hidden.v recorded', { steps: 'all' }),
      array(lif.vAtEnd, 'hidden.v at end', { lifetime: 'output' }),
      array(lif.bias, 'hidden.bias', { lifetime: 'shared' }),
    ],
    stores: [
      {
        id: 0,
        name: 'inputToHidden',
        pre: 0,
        post: 1,
        format,
        delay,
        variables: [{ name: 'w', array: lif.w, birth: 0 }],
        columns: false,
        autapses: true,
      },
    ],
    kernels: [
      {
        shape: 'spikes',
        name: 'deliver',
        store: 0,
        delay,
        nodes: [{ op: 'read', array: lif.w, at: 'synapse', lag: 0 }],
        writes: [{ array: lif.arrived, node: 0, add: true }],
      },
      {
        shape: 'neurons',
        name: 'hidden update',
        population: 1,
        nodes: update,
        writes: [
          { array: lif.v, node: 11, add: false },
          { array: lif.vRecorded, node: 6, add: false },
        ],
        fires: 8,
      },
      {
        shape: 'neurons',
        name: 'hidden v at end',
        population: 1,
        nodes: [read(lif.v)],
        writes: [{ array: lif.vAtEnd, node: 0, add: false }],
      },
    ],
    rewirings: [],
    observed: { arrays: [lif.vRecorded], spikes: [1] },
    entries: {
      evaluate: [
        {
          op: 'examples',
          body: [
            {
              op: 'forward',
              body: [
                { op: 'run', kernel: 0, replay: false },
                { op: 'run', kernel: 1, replay: false },
              ],
              keep: [lif.vRecorded],
              keepSpikes: keepSpikes ? [1] : [],
              flush: 0,
              flushBody: [],
            },
            { op: 'run', kernel: 2, replay: false },
          ],
        },
      ],
    },
  };
}

/** Every pair of two populations, with the same weight. @param pre - presynaptic neurons @param post - postsynaptic neurons @param w - the weight */
export function allPairs(
  pre: number,
  post: number,
  w: number | ((pre: number, post: number) => number),
): StoreSnapshot {
  const count = pre * post;
  const pres = Uint32Array.from({ length: count }, (_, i) => Math.floor(i / post));
  const posts = Uint32Array.from({ length: count }, (_, i) => i % post);
  const values = Float32Array.from(pres, (a, i) => (typeof w === 'number' ? w : w(a, posts[i]!)));
  return { pre: pres, post: posts, variables: { w: values } };
}

/** Spikes of a batch from lists per example and step (1 … steps). @param examples - lists @param steps - number of steps */
export function spikeBatch(examples: readonly (readonly (readonly number[])[])[], steps: number): SpikeBatch {
  const offsets: number[] = [];
  const neurons: number[] = [];
  for (const lists of examples) {
    for (let t = 1; t <= steps; t++) {
      offsets.push(neurons.length);
      neurons.push(...(lists[t] ?? []));
    }
    offsets.push(neurons.length);
  }
  return { size: examples.length, steps, offsets: Uint32Array.from(offsets), neurons: Uint32Array.from(neurons) };
}
