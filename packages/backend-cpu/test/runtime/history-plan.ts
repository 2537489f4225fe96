import {
  PLAN_VERSION,
  type ArraySpec,
  type ComputedNode,
  type Kernel,
  type Node,
  type Op,
  type Plan,
} from '@growcone/core';

/** Ids of the arrays of {@link historyPlan}. */
export const history = { x: 0, a: 1, b: 2, acc: 3, out: 4 } as const;

/** Number of neurons of {@link historyPlan}. */
const SIZE = 5;

/** Value of the kept arrays before the first step and after the last. */
const OUTSIDE = { a: 7, b: 3 } as const;

const op = (name: ComputedNode['op'], ...args: number[]): Node => ({ op: name, args });
const constant = (value: number): Node => ({ op: 'constant', value });
const read = (array: number, lag = 0): Node => ({ op: 'read', array, at: 'neuron', lag });
const run = (kernel: number, replay = false): Op => ({ op: 'run', kernel, replay });

/**
 * A reverse sweep that looks at everything a segment could get wrong. Forward: x ← x/2 + t + neuron, kept as a; b is kept in
 * every third step only. Reverse: acc ← acc/2 + a(t) + 2·a(t−2) + 4·a(t+1) + 8·b(t) + 16·x, where x is its last value.
 */
export function historyPlan(): Plan {
  const array = (id: number, name: string, rest: Partial<ArraySpec> = {}): ArraySpec => ({
    id,
    name,
    over: { per: 'neuron', population: 0 },
    lifetime: 'example',
    steps: 1,
    initial: 0,
    accumulates: false,
    ...rest,
  });
  const neurons = (name: string, nodes: readonly Node[], writes: readonly (readonly [number, number])[]): Kernel => ({
    shape: 'neurons',
    name,
    population: 0,
    nodes,
    writes: writes.map(([to, node]) => ({ array: to, node, add: false })),
  });
  const { x, a, b, acc, out } = history;
  const update = [
    read(x),
    constant(0.5),
    op('mul', 0, 1),
    { op: 'step' } as const,
    op('add', 2, 3),
    { op: 'index', at: 'neuron' } as const,
    op('add', 4, 5),
  ];
  const back: Node[] = [read(acc), constant(0.5), op('mul', 0, 1)];
  for (const [node, factor] of [
    [read(a), 1],
    [read(a, 2), 2],
    [read(a, -1), 4],
    [read(b), 8],
    [read(x), 16],
  ] as const) {
    const sum = back.length - 1;
    const at = back.push(node, constant(factor)) - 1;
    back.push(op('mul', at - 1, at), op('add', sum, at + 1));
  }
  const thirds: Op = { op: 'every', steps: 3, body: [run(1)] };
  return {
    version: PLAN_VERSION,
    dt: 1,
    key: [1, 2],
    populations: [{ id: 0, name: 'cells', size: SIZE, spikes: 'never', history: 1 }],
    arrays: [
      array(x, 'cells.x'),
      array(a, 'cells.a', { steps: 'all', initial: OUTSIDE.a }),
      array(b, 'cells.b', { steps: 'all', initial: OUTSIDE.b }),
      array(acc, 'cells.acc'),
      array(out, 'cells.out', { lifetime: 'output' }),
    ],
    stores: [],
    kernels: [
      neurons('update', update, [
        [x, 6],
        [a, 6],
      ]),
      neurons('keep in thirds', [read(x)], [[b, 0]]),
      neurons('backward', back, [[acc, back.length - 1]]),
      neurons('hand out', [read(acc)], [[out, 0]]),
    ],
    rewirings: [],
    observed: { arrays: [], spikes: [] },
    entries: {
      trial: [
        {
          op: 'examples',
          body: [
            { op: 'forward', body: [run(0), thirds], keep: [a, b], keepSpikes: [], flush: 0, flushBody: [] },
            { op: 'reverse', recompute: [run(0, true), thirds], body: [run(2)] },
            run(3),
          ],
        },
      ],
    },
  };
}

/** What {@link historyPlan} must give, in double precision. @param steps - number of steps */
export function expectedHistory(steps: number): number[] {
  return Array.from({ length: SIZE }, (_, neuron) => {
    const xs: number[] = [0];
    for (let t = 1; t <= steps; t++) xs.push(xs[t - 1]! / 2 + t + neuron);
    const a = (t: number): number => (t >= 1 && t <= steps ? xs[t]! : OUTSIDE.a);
    const b = (t: number): number => (t % 3 === 0 ? xs[t]! : OUTSIDE.b);
    let acc = 0;
    for (let t = steps; t >= 1; t--) acc = acc / 2 + a(t) + 2 * a(t - 2) + 4 * a(t + 1) + 8 * b(t) + 16 * xs[steps]!;
    return acc;
  });
}
