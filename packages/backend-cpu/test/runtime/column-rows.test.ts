import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAN_VERSION, type Plan, type StoreSpec } from '@growcone/core';
import { ColumnRows } from '../../src/runtime/column-rows.ts';
import { offsetBytes } from '../../src/runtime/layout.ts';
import { Memory } from '../../src/runtime/memory.ts';
import { placeStore } from '../../src/runtime/placed-store.ts';
import * as rewiring from '../../src/runtime/rewiring-parts.ts';
import { Rooms } from '../../src/runtime/rooms.ts';

const spec = {
  id: 0,
  name: 'projection',
  pre: 0,
  post: 1,
  format: 'growable-rows',
  delay: 1,
  variables: [{ name: 'w', array: 0, birth: 0 }],
  columns: false,
  autapses: true,
} as const satisfies StoreSpec;

function planOf(pre: number, post: number): Plan {
  const population = (id: number, size: number) => ({ id, name: `p${id}`, size, spikes: 'input', history: 1 }) as const;
  return {
    version: PLAN_VERSION,
    dt: 1,
    key: [1, 2],
    populations: [population(0, pre), population(1, post)],
    arrays: [],
    stores: [spec],
    kernels: [],
    rewirings: [],
    observed: { arrays: [], spikes: [] },
    entries: {},
  };
}

const cases = fc
  .record({ pre: fc.integer({ min: 1, max: 20 }), post: fc.integer({ min: 1, max: 20 }) })
  .chain(({ pre, post }) => {
    const pairs = fc.uniqueArray(fc.integer({ min: 0, max: pre * post - 1 }), { maxLength: 80 });
    return fc.record({ pre: fc.constant(pre), post: fc.constant(post), before: pairs, after: pairs });
  });

describe('synapses in column order', () => {
  it('have a place each, in columns of whole vectors, and hand their values to the right pair after every change', () => {
    fc.assert(
      fc.property(cases, ({ pre, post, before, after }) => {
        const memory = new Memory(false);
        const rooms = new Rooms(memory);
        const rows = placeStore(planOf(pre, post), spec, memory, { share: undefined, rewiring });
        const columns = new ColumnRows('by columns', memory, rooms, rows);
        for (const pairs of [before, after]) {
          const sorted = pairs.toSorted((a, b) => a - b);
          rows.store.load({
            pre: Uint32Array.from(sorted, (p) => Math.floor(p / post)),
            post: Uint32Array.from(sorted, (p) => p % post),
            variables: { w: Float32Array.from(sorted, () => 0.5) },
          });
          columns.changed();

          const [ends, , offsets] = columns.words();
          const bytes = offsetBytes(pre);
          const numbers = bytes === 2 ? memory.u16 : memory.u32;
          const values = memory.allocate(4 * columns.slots(), 'a test');
          const found: number[] = [];
          let at = 0;
          for (let column = 0; column < post; column++) {
            const end = memory.u32[ends / 4 + column]! / 4;
            expect(end % 4).toBe(0);
            for (; at < end; at++) {
              memory.f32[values / 4 + at] = 1;
              const address = columns.addressOf(at);
              if (address === undefined) continue;
              const pair = (numbers[offsets / bytes + at]! / 4) * post + column;
              found.push(pair);
              // Tells the pair, so that a value that goes astray is seen.
              memory.f32[values / 4 + at] = pair;
            }
          }
          expect(at).toBeLessThanOrEqual(columns.slots());
          expect(found.toSorted((a, b) => a - b)).toEqual(sorted);

          const weights = rows.store.variable('w').byteOffset;
          columns.addToRows(values, weights);
          expect(Array.from(rows.store.snapshot().variables['w']!)).toEqual(sorted.map((pair) => pair + 0.5));
        }
      }),
      { numRuns: 100 },
    );
  });
});
