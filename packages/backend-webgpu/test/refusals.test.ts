import { PLAN_VERSION, type Op, type Plan } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { webGpuRefusals } from '../src/runtime/refusals.ts';
import { drawingPlan } from './drawing-plan.ts';

const CELLS = { per: 'neuron', population: 0 } as const;

/** A population whose kernel writes an array. */
function plan(entries: Plan['entries'], first: Partial<Plan['arrays'][number]> = {}): Plan {
  const array = { name: 'cells.v', over: CELLS, steps: 1, initial: 0, accumulates: false } as const;
  return {
    version: PLAN_VERSION,
    dt: 1,
    key: [0, 0],
    populations: [{ id: 0, name: 'cells', size: 2, spikes: 'model', history: 1 }],
    arrays: [{ ...array, id: 0, lifetime: 'example', ...first }],
    stores: [],
    kernels: [
      {
        shape: 'neurons',
        name: 'update',
        population: 0,
        nodes: [{ op: 'step' }],
        writes: [{ array: 0, node: 0, add: false }],
      },
    ],
    rewirings: [],
    observed: { arrays: [], spikes: [] },
    entries,
  };
}

const update: Op = { op: 'run', kernel: 0, replay: false };
const sweep: Op = { op: 'forward', body: [update], keep: [], keepSpikes: [], flush: 0, flushBody: [] };
const perExample = (...body: Op[]): Op => ({ op: 'examples', body });
const codes = (p: Plan): readonly string[] => webGpuRefusals(p, 2 ** 28).map(({ code }) => code);

describe('a GPU refuses by name', () => {
  it('nothing of a plan that it runs', () => {
    expect(codes(plan({ trial: [perExample(sweep, update)] }))).toEqual([]);
    // Where a network runs on, its state is shared.
    const live = plan({ advance: [perExample({ ...sweep, continues: true })] }, { lifetime: 'shared' });
    expect(codes(live)).toEqual([]);
  });

  it.each<[string, Plan]>([
    ['version', { ...plan({}), version: 0 }],
    ['shared-in-example', plan({ trial: [perExample(sweep)] }, { lifetime: 'shared' })],
    ['example-outside', plan({ update: [update] })],
    ['steps-outside', plan({ trial: [perExample(update)] }, { steps: 3 })],
    ['shared-steps', plan({}, { lifetime: 'shared', steps: 3 })],
    ['op-forward', plan({ trial: [sweep] })],
    ['op-every', plan({ trial: [perExample({ op: 'every', steps: 2, body: [update] })] })],
    ['op-clear', plan({ trial: [perExample({ op: 'clear', arrays: [] })] })],
  ])('%s', (code, refused) => {
    expect(codes(refused)).toContain(code);
  });

  it('pairs that are drawn within a trial, but not where a network runs on', () => {
    const live = drawingPlan({ pre: 3, post: 4, draw: { pairs: 5 } });
    expect(codes(live)).toEqual([]);
    const { body } = (live.entries['advance']![0] as Extract<Op, { op: 'examples' }>).body[0] as typeof sweep;
    expect(codes({ ...live, entries: { trial: [perExample({ ...sweep, body })] } })).toContain('op-rewire');
  });
});
