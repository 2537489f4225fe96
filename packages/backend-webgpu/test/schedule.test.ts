import type { ArraySpec, Kernel, Op, Plan, SpikesKernel } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { schedule } from '../src/schedule/schedule.ts';
import { Barriers } from '../src/wgsl/barriers.ts';

const array = (id: number, over: ArraySpec['over'], lifetime: ArraySpec['lifetime']): ArraySpec => {
  return { id, name: `array ${id}`, over, lifetime, steps: 1, initial: 0, accumulates: false };
};
const [H, GRADIENT, TRACE, ARRIVED, SUM] = [0, 1, 2, 3, 4];
const cells = { per: 'neuron', population: 0 } as const;
const synapses = { per: 'synapse', store: 0 } as const;
const [backward, gradient, fromTrace, deliver, feedback, total] = [0, 1, 2, 3, 4, 5];

const gathers = (name: string, read: number, at: 'post' | 'synapse'): SpikesKernel => ({
  shape: 'spikes',
  name,
  store: 0,
  delay: 1,
  nodes: [{ op: 'read', array: read, at, lag: 0 }],
  writes: [{ array: GRADIENT, node: 0, add: true }],
});
const kernels: Kernel[] = [
  {
    shape: 'neurons',
    name: 'backward',
    population: 0,
    nodes: [{ op: 'step' }],
    writes: [{ array: H, node: 0, add: false }],
  },
  gathers('gradient', H, 'post'),
  gathers('gradient of a trace', TRACE, 'synapse'),
  { ...gathers('deliver', H, 'post'), nodes: [{ op: 'step' }], writes: [{ array: ARRIVED, node: 0, add: true }] },
  {
    shape: 'rows',
    name: 'feedback',
    store: 0,
    nodes: [{ op: 'read', array: H, at: 'post', lag: 0 }],
    writes: [{ array: ARRIVED, node: 0, add: false }],
  },
  {
    shape: 'reduce',
    name: 'total',
    population: 0,
    operation: 'sum',
    nodes: [{ op: 'read', array: H, at: 'neuron', lag: 0 }],
    node: 0,
    into: SUM,
    add: false,
  },
];
const run = (...ids: number[]): Op[] => ids.map((kernel) => ({ op: 'run', kernel, replay: false }));

const plan = (reverse: readonly Op[]): Plan => ({
  version: 1,
  dt: 1,
  key: [0, 0],
  populations: [{ id: 0, name: 'cells', size: 3, spikes: 'model', history: 1 }],
  arrays: [
    array(H, cells, 'example'),
    array(GRADIENT, synapses, 'shard'),
    array(TRACE, synapses, 'example'),
    array(ARRIVED, cells, 'example'),
    array(SUM, { per: 'network' }, 'example'),
  ],
  stores: [
    { id: 0, name: 'loop', pre: 0, post: 0, format: 'rows', delay: 1, variables: [], columns: false, autapses: true },
  ],
  kernels,
  rewirings: [],
  observed: { arrays: [], spikes: [] },
  entries: { trial: [{ op: 'examples', body: [{ op: 'reverse', recompute: [], body: reverse }] }] },
});

/** The one stage of a plan. */
function stageOf(p: Plan) {
  const scheduled = schedule(p);
  const [stage] = scheduled.entries.get('trial')!;
  if (stage?.kind !== 'examples') throw new Error('no loop over examples');
  return { ...stage, plan: scheduled.plan };
}

describe('a gradient that only adds up', () => {
  it('waits for the end of the sweep, with a copy of what it reads in each step', () => {
    const { parts, addsToShards, plan: scheduled } = stageOf(plan(run(backward, gradient)));
    expect(parts.map((part) => part.kind)).toEqual(['phase', 'gather']);
    expect(addsToShards).toBe(false);
    const [copy] = scheduled.arrays.slice(-1);
    expect(copy).toMatchObject({ steps: 'all', over: cells, lifetime: 'example' });
    const [sweep, gather] = parts;
    expect(gather).toMatchObject({ kernel: { nodes: [{ op: 'read', array: copy!.id, lag: 0 }] } });
    expect(sweep).toMatchObject({ body: [{ kernel: backward }, { kernel: scheduled.kernels.length - 1 }] });
  });

  it('copies again what was written in between', () => {
    const twice = stageOf(plan(run(gradient, backward, gradient)));
    expect(twice.plan.arrays.length).toBe(plan([]).arrays.length + 2);
    const once = stageOf(plan(run(backward, gradient, gradient)));
    expect(once.plan.arrays.length).toBe(plan([]).arrays.length + 1);
  });

  it('stays in the sweep where it needs a value per synapse, and examples of one shard then run apart', () => {
    const { parts, addsToShards } = stageOf(plan(run(backward, fromTrace)));
    expect(parts.map((part) => part.kind)).toEqual(['phase']);
    expect(addsToShards).toBe(true);
  });
});

describe('a barrier', () => {
  const needed = (...ids: number[]): boolean[] => {
    const barriers = new Barriers(plan([]));
    return ids.map((id) => barriers.before(kernels[id]!, false));
  };

  it('stands between a kernel and one that reads what other lanes wrote', () => {
    expect(needed(backward, feedback)).toEqual([false, true]);
    expect(needed(backward, total)).toEqual([false, true]);
  });

  it('stands between a kernel and one that overwrites what other lanes read', () => {
    expect(needed(feedback, backward)).toEqual([false, true]);
  });

  it('that stands among kernels of some steps does not count for the steps without them', () => {
    const barriers = new Barriers(plan([]));
    barriers.before(kernels[backward]!, false);
    expect(barriers.sometimes(() => barriers.before(kernels[feedback]!, false))).toBe(true);
    expect(barriers.before(kernels[total]!, false)).toBe(true);
  });

  it('is not needed where each lane reads what it wrote itself', () => {
    expect(needed(backward, gradient)).toEqual([false, false]);
    expect(needed(deliver, backward)).toEqual([false, false]);
  });
});
