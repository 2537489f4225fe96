import { reference } from '@growcone/conformance';
import { inPostOrder, type Program, type SpikeBatch, type StoreSnapshot } from '@growcone/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import { drawingPlan, type DrawingCase } from './drawing-plan.ts';
import { skipped } from './software-adapter.ts';

/** Random synapses, with columns in any order. */
function startOf(pre: number, post: number, autapses: boolean): fc.Arbitrary<StoreSnapshot> {
  const one = fc.record({ there: fc.boolean(), w: fc.integer({ min: 0, max: 8 }), order: fc.integer() });
  return fc.array(one, { minLength: pre * post, maxLength: pre * post }).map((pairs) => {
    const all = pairs.flatMap(({ there, ...rest }, i) => {
      const [a, b] = [Math.floor(i / post), i % post];
      return there && (autapses || a !== b) ? [{ a, b, i, ...rest }] : [];
    });
    const column = (b: number): number[] =>
      all
        .filter((s) => s.b === b)
        .toSorted((x, y) => x.order - y.order || x.i - y.i)
        .map(({ i }) => i);
    const columns = Array.from({ length: post }, (_, b) => column(b));
    return {
      pre: Uint32Array.from(all, ({ a }) => a),
      post: Uint32Array.from(all, ({ b }) => b),
      variables: { w: Float64Array.from(all, ({ w }) => w / 8) },
      columnOffsets: Uint32Array.from(all, ({ b, i }) => columns[b].indexOf(i)),
    };
  });
}

/** Spikes of some steps, of which many are empty. */
const spikesOf = (neurons: number, steps: number): fc.Arbitrary<SpikeBatch> => {
  const step = fc.oneof(fc.constant<number[]>([]), fc.uniqueArray(fc.nat(neurons - 1)));
  return fc.array(step, { minLength: steps, maxLength: steps }).map((lists) => {
    const offsets = new Uint32Array(steps + 1);
    lists.forEach((list, t) => (offsets[t + 1] = offsets[t] + list.length));
    const sorted = lists.flatMap((list) => list.toSorted((a, b) => a - b));
    return { size: 1, steps, offsets, neurons: Uint32Array.from(sorted) };
  });
};

const STEPS = 5;

async function after(program: Program, given: { start: StoreSnapshot; spikes: SpikeBatch; firstStep: number }) {
  await program.writeStore(0, given.start);
  const spikes = { 0: given.spikes };
  const input = { size: 1, steps: STEPS, firstExample: 0, update: 0, values: {}, spikes, firstStep: given.firstStep };
  await program.run('advance', input);
  const { pre, post, variables, columnOffsets } = inPostOrder(await program.readStore(0));
  return { pre: [...pre], post: [...post], w: [...variables['w']], columnOffsets: [...(columnOffsets ?? [])] };
}

const cases: Readonly<Record<string, DrawingCase>> = {
  'pairs, some of them twice, with room at neither end': {
    pre: 5,
    post: 4,
    draw: { pairs: 40 },
    caps: { pre: 2, post: 3 },
  },
  'pairs by many workgroups': { pre: 40, post: 9, draw: { pairs: 300 }, caps: { pre: 4, post: 12 } },
  'pairs of a population with itself, no neuron with itself': { pre: 6, post: undefined, draw: { pairs: 15 } },
  'slots beyond and below the in-degree, any partner': {
    pre: 7,
    post: 5,
    draw: { slots: 12, perPost: 4, partner: 'uniform' },
    caps: { pre: 3 },
  },
  'slots with a partner that fired, if one did': {
    pre: 7,
    post: 5,
    draw: { slots: 12, perPost: 5, partner: { lastSpiked: 2 } },
  },
  'slots with a partner that fired, by many workgroups': {
    pre: 70,
    post: 30,
    draw: { slots: 300, perPost: 9, partner: { lastSpiked: 3 } },
  },
};

describe.skipIf(skipped)('pairs drawn on a GPU', () => {
  it.each(Object.entries(cases))('give the synapses of the reference: %s', { timeout: 120_000 }, async (_, c) => {
    const plan = drawingPlan(c);
    await using device = await webgpu().open();
    await using program = await device.load(plan);
    await using golden = await reference().open();
    await using expected = await golden.load(plan);
    const post = c.post ?? c.pre;
    const given = fc.record({
      start: startOf(c.pre, post, c.post !== undefined),
      spikes: spikesOf(c.pre, STEPS),
      firstStep: fc.nat(1_000_000),
    });
    const property = fc.asyncProperty(given, async (g) => {
      expect(await after(program, g)).toEqual(await after(expected, g));
    });
    await fc.assert(property, { numRuns: c.pre > 20 ? 5 : 25, seed: 1 });
  });
});
