import { describe, expect, it } from 'vitest';
import { plainArena } from '../../src/connectivity/arena.ts';
import { GrowableRows } from '../../src/connectivity/growable-rows.ts';
import { removalsWhere } from '../../src/connectivity/removals.ts';
import type { Pairs } from '../../src/connectivity/rows.ts';
import { sortPairs } from '../../src/connectivity/rows.ts';

const [BITS, NUMBERS] = [4, 16];

const pairs = (list: readonly (readonly [pre: number, post: number])[]): Pairs => ({
  pre: Uint32Array.from(list, ([a]) => a),
  post: Uint32Array.from(list, ([, b]) => b),
});

/** Row i holds the numbers whose bit i is set, so the column of a number spells it; `own` tells which pair a synapse is. */
const own = (bit: number, number: number): number => 100 * bit + number;
const spelling = Array.from(
  { length: BITS * NUMBERS },
  (_, k) => [Math.floor(k / NUMBERS), k % NUMBERS] as const,
).filter(([bit, number]) => Math.floor(number / 2 ** bit) % 2 === 1);

function decoder(): GrowableRows {
  const store = new GrowableRows({
    preSize: BITS,
    postSize: NUMBERS,
    variables: [{ name: 'own', birth: -1 }],
    columns: true,
    arena: plainArena('f64'),
  });
  const { pre, post } = sortPairs(pairs(spelling), BITS, NUMBERS);
  store.load({ pre, post, variables: { own: Float64Array.from(pre, (a, i) => own(a, post[i])) } });
  return store;
}

/** What the column of each number spells. Every entry must lead to a synapse of its row that is onto this number. */
function decoded(store: GrowableRows): number[] {
  const columns = store.columns!;
  return Array.from({ length: NUMBERS }, (_, number) => {
    let value = 0;
    const start = columns.starts.values[number];
    for (let k = start; k < start + columns.lengths.values[number]; k++) {
      const [bit, slot] = [columns.pre.values[k], columns.slot.values[k]];
      const address = store.starts.values[bit] + slot;
      expect(slot).toBeLessThan(store.rowLength(bit));
      expect(store.indices.values[address]).toBe(number);
      expect(store.variable('own')[address]).toBe(own(bit, number));
      value += 2 ** bit;
    }
    return value;
  });
}

const ALL = Array.from({ length: NUMBERS }, (_, number) => number);

describe('a decoder in growable rows with columns', () => {
  it('reads each number from its column', () => {
    expect(decoded(decoder())).toEqual(ALL);
  });

  it.each(ALL.slice(0, BITS))('reads each number without bit %i after that row was deleted', (bit) => {
    const store = decoder();
    store.edit({ remove: removalsWhere(store, (pre) => pre === bit) });
    expect(store.rowLength(bit)).toBe(0);
    expect(decoded(store)).toEqual(ALL.map((number) => number - (number & (1 << bit))));
  });

  it('reads each number again after the row has grown again, one synapse at a time and in another order', () => {
    const store = decoder();
    store.edit({ remove: removalsWhere(store, (pre) => pre === 0) });
    for (const number of [9, 3, 15, 1, 13, 7, 11, 5]) {
      store.edit({ births: pairs([[0, number]]), values: { own: [own(0, number)] } });
    }
    expect(decoded(store)).toEqual(ALL);
  });

  it('reads each number after rows were deleted and grown in one edit', () => {
    const store = decoder();
    // What a row loses and gets in one edit: it lost 1, 3, 5, … and gets them back from the last to the first.
    const odd = ALL.filter((number) => number % 2 === 1).toReversed();
    store.edit({
      remove: removalsWhere(store, (pre) => pre === 0),
      births: pairs(odd.map((number) => [0, number])),
      values: { own: odd.map((number) => own(0, number)) },
    });
    expect(decoded(store)).toEqual(ALL);
  });

  it('reads 15 from every column when all pairs are connected, and 0 when none is', () => {
    const store = decoder();
    const absent = ALL.flatMap((number) => ALL.slice(0, BITS).map((bit) => [bit, number] as const)).filter(
      ([bit, number]) => store.find(bit, number) < 0,
    );
    store.edit({ births: pairs(absent), values: { own: absent.map(([bit, number]) => own(bit, number)) } });
    expect(store.count).toBe(BITS * NUMBERS);
    expect(decoded(store)).toEqual(ALL.map(() => 15));
    store.edit({ remove: removalsWhere(store, () => true) });
    expect(store.count).toBe(0);
    expect(decoded(store)).toEqual(ALL.map(() => 0));
  });

  it('loses the first synapse of each row that has any, and the last of the row takes its place', () => {
    const store = decoder();
    store.edit({ remove: removalsWhere(store, (pre) => pre === 2) });
    const rows = [0, 1, 3];
    store.edit({ remove: { pre: Uint32Array.from(rows), slot: new Uint32Array(rows.length) } });
    // First of each row is the smallest number with that bit: 1, 2 and 8.
    expect(decoded(store)).toEqual(ALL.map((n) => ([1, 2, 8].includes(n) ? 0 : n - (n & 4))));
    expect(rows.map((row) => store.find(row, 15))).toEqual([0, 0, 0]);
  });
});
