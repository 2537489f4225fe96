import { PLAN_VERSION, type Node, type Plan, type Recorded, type SweepPlan } from '@growcone/core';

/** The store that is rewired. */
export const STORE = 0;
/** The store of its probes. */
export const PROBES = 1;
const [W, AGE, GRADIENT] = [0, 1, 2];
const AGE_THAT_GOES = 0;

/** An expression of nodes, the last of which is the result. */
export const recorded = (...nodes: Node[]): Recorded => ({ nodes, result: nodes.length - 1 });
const read = (array: number): Node => ({ op: 'read', array, at: 'synapse', lag: 0 });
/** The presynaptic neuron. */
export const pre: Node = { op: 'index', at: 'pre' };
/** The postsynaptic neuron. */
export const post: Node = { op: 'index', at: 'post' };

/** Synapses whose age is 0 go. */
const oldest = recorded(read(AGE), { op: 'constant', value: AGE_THAT_GOES }, { op: 'eq', args: [0, 1] });
const size = recorded(read(W), { op: 'abs', args: [0] });
/** How far apart the neurons are: many pairs are equally far. */
const distance = recorded(pre, post, { op: 'sub', args: [0, 1] }, { op: 'abs', args: [2] });
/** A number that tells a pair from others. */
const mark = recorded(pre, { op: 'constant', value: 100 }, { op: 'mul', args: [0, 1] }, post, {
  op: 'add',
  args: [2, 3],
});

/** What differs from case to case. */
export interface Case {
  readonly preSize: number;
  readonly postSize: number;
  /** Whether both ends are of one population, without connections of a neuron with itself. */
  readonly loop: boolean;
  readonly count: SweepPlan['count'];
  /** Share of the synapses that goes, the smallest weights first; undefined where all go whose age is 0. */
  readonly share: number | undefined;
  /** Number of probes; undefined without any. */
  readonly probes: number | undefined;
  /** Weight of a new synapse; left out, a number that tells its pair. */
  readonly born?: Recorded;
  /** What probes are ranked by; left out, how far apart the neurons are. */
  readonly highest?: Recorded;
}

/** A plan that does nothing but rewire. */
export function planOf({ preSize, postSize, loop, count, share, probes, born = mark, highest = distance }: Case): Plan {
  const population = { spikes: 'never', history: 0 } as const;
  const populations = [
    { ...population, id: 0, name: 'one', size: preSize },
    { ...population, id: 1, name: 'other', size: postSize },
  ];
  const rest = { pre: 0, post: loop ? 0 : 1, format: 'growable-rows', delay: 1, columns: false } as const;
  const variables = [
    { name: 'w', array: W, birth: 0 },
    { name: 'age', array: AGE, birth: 7 },
  ];
  const array = (id: number, name: string, lifetime: 'shared' | 'shard', store: number): Plan['arrays'][number] => {
    return { id, name, over: { per: 'synapse', store }, lifetime, steps: 1, initial: 0, accumulates: false };
  };
  const ranked =
    probes === undefined ? {} : { probes: { store: PROBES, gradient: GRADIENT, stream: 33, count: probes, highest } };
  const rule: SweepPlan = {
    id: 0,
    name: 'rule',
    store: STORE,
    stream: 17,
    init: { w: born },
    kind: 'sweep',
    prune: oldest,
    count,
    ...(share === undefined ? {} : { lowest: { value: size, share } }),
    ...ranked,
  };
  return {
    version: PLAN_VERSION,
    dt: 1,
    key: [5, 6],
    populations,
    arrays: [
      array(W, 'w', 'shared', STORE),
      array(AGE, 'age', 'shared', STORE),
      ...(probes === undefined ? [] : [array(GRADIENT, 'gradient of probes', 'shard', PROBES)]),
    ],
    stores: [
      { ...rest, id: STORE, name: 'projection', variables, autapses: !loop },
      ...(probes === undefined ? [] : [{ ...rest, id: PROBES, name: 'probes', variables: [], autapses: !loop }]),
    ],
    kernels: [],
    rewirings: [rule],
    observed: { arrays: [], spikes: [] },
    entries: {
      'rewire.0': [{ op: 'rewire', rule: 0 }],
      ...(probes === undefined ? {} : { 'probe.0': [{ op: 'probe', rule: 0 } as const] }),
    },
  };
}
