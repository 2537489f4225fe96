import type { ArraySpec, Kernel, Op, Plan, SpikesKernel } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import { chooseDelivery } from '../src/schedule/delivery.ts';
import { schedule } from '../src/schedule/schedule.ts';
import { Barriers } from '../src/wgsl/barriers.ts';
import { stepShaders } from '../src/wgsl/step-shaders.ts';

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

describe('the steps of a loop over examples', () => {
  /** How a forward sweep over a population runs. */
  const chosen = (size: number, wanted?: 'example' | 'grid', continues = false): string => {
    const sweep: Op = {
      op: 'forward',
      body: run(backward),
      keep: [],
      keepSpikes: [],
      flush: 0,
      flushBody: [],
      continues,
    };
    const small = plan([]);
    const populations = small.populations.map((p) => ({ ...p, size }));
    const { entries } = schedule(
      { ...small, populations, entries: { trial: [{ op: 'examples', body: [sweep] }] } },
      wanted,
    );
    const [stage] = entries.get('trial')!;
    if (stage?.kind !== 'examples') throw new Error('no loop over examples');
    return stage.schedule;
  };

  it('have a workgroup per example in a small network and a grid in a large one', () => {
    expect([chosen(1000), chosen(10_000)]).toEqual(['example', 'grid']);
  });

  it('run as the user wants, but for a network that runs on', () => {
    expect([chosen(10, 'grid'), chosen(10_000, 'example')]).toEqual(['grid', 'example']);
    expect([chosen(10, undefined, true), chosen(10, 'example', true)]).toEqual(['grid', 'grid']);
  });

  it('take a dispatch on a grid wherever a workgroup would have a barrier, and where a period begins or ends', () => {
    const dispatches = (...ops: Op[]): number => {
      const stage = stageOf(plan(ops));
      const [part] = stage.parts;
      if (part?.kind !== 'phase') throw new Error('no phase');
      return stepShaders(stage.plan, part, new Set()).groups.length;
    };
    expect(dispatches(...run(backward, fromTrace))).toBe(1);
    // The sums of a row read what all lanes wrote.
    expect(dispatches(...run(backward, feedback))).toBe(2);
    expect(dispatches(...run(backward), { op: 'every', steps: 3, body: run(fromTrace) }, ...run(backward))).toBe(3);
  });

  it('keep a reduction, which one workgroup makes, apart from loops that want many', () => {
    const stage = stageOf(plan(run(total, backward, total)));
    const [part] = stage.parts;
    if (part?.kind !== 'phase') throw new Error('no phase');
    const { groups } = stepShaders(stage.plan, part, new Set());
    expect(groups.map(({ loops }) => loops)).toEqual([[{ one: true }], [{ population: 0 }], [{ one: true }]]);
  });
});

describe('arriving spikes', () => {
  const site = { post: 4000, dt: 0.1, slots: 16 };

  it('are looked for in short columns and listed for long ones', () => {
    expect(chooseDelivery({ ...site, synapses: 4000 * 10 }, undefined)).toBe('columns');
    expect(chooseDelivery({ ...site, synapses: 4000 * 1000 }, undefined)).toBe('lists');
  });

  it('are not listed where more arrive than there is room for: 0.02 spikes per ms on 1000 synapses are 20', () => {
    expect(chooseDelivery({ ...site, dt: 1, synapses: 4000 * 1000 }, undefined)).toBe('columns');
  });

  it('are listed where the user wants it', () => {
    expect(chooseDelivery({ ...site, synapses: 1 }, 'lists')).toBe('lists');
  });
});

describe('a choice that there is not', () => {
  it('is refused with those that there are', () => {
    expect(() => webgpu({ schedule: 'all' as 'grid' })).toThrow(/schedule must be 'example' or 'grid'.*got 'all'/);
    expect(() => webgpu({ delivery: 'rows' as 'lists' })).toThrow(/delivery must be 'columns' or 'lists'.*got 'rows'/);
  });
});
