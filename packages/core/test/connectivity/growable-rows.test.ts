import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainArena } from '../../src/connectivity/arena.ts';
import { EditError } from '../../src/connectivity/check-edit.ts';
import { GrowableRows } from '../../src/connectivity/growable-rows.ts';
import { removalsWhere } from '../../src/connectivity/removals.ts';
import { movingArena } from './moving-arena.ts';
import { type Birth, columnEntries, NaiveStore, rebuiltColumns } from './naive-store.ts';

const variables = [
  { name: 'w', birth: 0 },
  { name: 'age', birth: -1 },
] as const;

const make = (preSize: number, postSize: number, columns: boolean): GrowableRows =>
  new GrowableRows({ preSize, postSize, variables, columns, arena: movingArena() });

/** A number that tells which pair a value belongs to, and when it was born. */
const mark = (pre: number, post: number, edit: number): number => pre * 1e6 + post * 1e3 + edit + 1;

const shuffled =
  (order: readonly number[]) =>
  (n: number): number[] =>
    Array.from({ length: n }, (_, i) => i).toSorted((a, b) => order[a % order.length] - order[b % order.length]);

/** One rewiring as random choices: which synapses die (by residue), which pairs are tried, in which order rows go. */
const editArbitrary = fc.record({
  keep: fc.nat(6),
  tries: fc.array(fc.nat(1023), { maxLength: 30 }),
  order: fc.array(fc.nat(99), { minLength: 1, maxLength: 7 }),
});

const sequenceArbitrary = fc.record({
  preSize: fc.integer({ min: 1, max: 9 }),
  postSize: fc.integer({ min: 1, max: 9 }),
  columns: fc.boolean(),
  edits: fc.array(editArbitrary, { minLength: 1, maxLength: 6 }),
});

/** Applies a random edit to both stores; returns how many synapses were born and died. */
function applyEdit(
  store: GrowableRows,
  naive: NaiveStore,
  { keep, tries, order }: { keep: number; tries: readonly number[]; order: readonly number[] },
  number: number,
): { born: number; died: number } {
  const dying = naive.rows.flat().filter((s) => (s.pre * 7 + s.post * 3 + number) % 7 > keep);
  const remove = new Set(dying);
  const births: Birth[] = [];
  for (const k of tries) {
    const pre = k % store.preSize;
    const post = Math.floor(k / store.preSize) % store.postSize;
    const free = naive.rows[pre].every((s) => s.post !== post || remove.has(s));
    if (!free || births.some((b) => b.pre === pre && b.post === post)) continue;
    births.push({ pre, post, values: { w: mark(pre, post, number), age: -1 } });
  }
  store.edit({
    remove: removalsWhere(store, (pre, _slot, post) => dying.some((s) => s.pre === pre && s.post === post)),
    births: { pre: Uint32Array.from(births, (b) => b.pre), post: Uint32Array.from(births, (b) => b.post) },
    values: { w: births.map((b) => b.values['w']) },
  });
  naive.edit(remove, births, shuffled(order));
  return { born: births.length, died: dying.length };
}

describe('growable rows under 10 000 random sequences of edits', { timeout: 60_000 }, () => {
  it('equal a naive store whose rows and columns are visited in any order', () => {
    fc.assert(
      fc.property(sequenceArbitrary, ({ preSize, postSize, columns, edits }) => {
        const store = make(preSize, postSize, columns);
        const naive = new NaiveStore(preSize, postSize);
        edits.forEach((edit, number) => {
          const before = store.count;
          const { born, died } = applyEdit(store, naive, edit, number);
          expect(store.count).toBe(before + born - died);
          expect(store.snapshot()).toEqual(naive.snapshot(['w', 'age'], columns));
          checkInvariants(store);
        });
      }),
      { numRuns: 10_000 },
    );
  });

  it('come back from their snapshot exactly, slot order and column order included', () => {
    fc.assert(
      fc.property(sequenceArbitrary, editArbitrary, ({ preSize, postSize, columns, edits }, last) => {
        const store = make(preSize, postSize, columns);
        const naive = new NaiveStore(preSize, postSize);
        edits.forEach((edit, number) => applyEdit(store, naive, edit, number));
        const restored = make(preSize, postSize, columns);
        restored.load(store.snapshot());
        expect(restored.snapshot()).toEqual(store.snapshot());
        applyEdit(restored, naive, last, edits.length);
        expect(restored.snapshot()).toEqual(naive.snapshot(['w', 'age'], columns));
        checkInvariants(restored);
      }),
      { numRuns: 500 },
    );
  });
});

/** No pair twice; every value belongs to its pair; columns equal rebuilt ones; nothing but zeros outside rows. */
function checkInvariants(store: GrowableRows): void {
  const { pre, post, variables: values } = store.snapshot();
  const pairs = Array.from(pre, (a, i) => a * 1000 + post[i]);
  expect(new Set(pairs).size).toBe(store.count);
  expect(pairs.filter((pair, i) => Math.floor(values['w'][i] / 1000) !== pair)).toEqual([]);
  if (store.columns) {
    const entries = columnEntries(store);
    const rebuilt = rebuiltColumns(store);
    const wrong = entries.filter((column, post) => !column.every((entry) => rebuilt[post].delete(String(entry))));
    expect([wrong, rebuilt.filter((column) => column.size > 0)]).toEqual([[], []]);
  }
  const sum = (array: ArrayLike<number>): number => Array.from(array).reduce((a, b) => a + b, 0);
  expect(sum(store.variable('w'))).toBe(sum(values['w']));
  expect(sum(store.indices.values)).toBe(sum(post));
}

describe('growable rows', () => {
  const pairs = (list: readonly (readonly [number, number])[]) => ({
    pre: Uint32Array.from(list, (p) => p[0]),
    post: Uint32Array.from(list, (p) => p[1]),
  });

  it('start new synapses at the declared value unless told otherwise', () => {
    const store = make(2, 5, false);
    store.edit({
      births: pairs([
        [1, 4],
        [0, 2],
      ]),
      values: { w: [0.5, 0.25] },
    });
    const { variables: values, post } = store.snapshot();
    expect([...post]).toEqual([2, 4]);
    expect([...values['w']]).toEqual([0.25, 0.5]);
    expect([...values['age']]).toEqual([-1, -1]);
  });

  it('find a pair by its slot', () => {
    const store = make(2, 5, false);
    store.edit({
      births: pairs([
        [1, 4],
        [1, 2],
        [1, 0],
      ]),
    });
    expect([store.find(1, 4), store.find(1, 0), store.find(1, 3), store.find(0, 4)]).toEqual([0, 2, -1, -1]);
    store.edit({ remove: { pre: Uint32Array.of(1), slot: Uint32Array.of(0) } });
    expect([store.find(1, 0), store.find(1, 2), store.find(1, 4)]).toEqual([0, 1, -1]);
  });

  it.each([
    [256, Uint8Array],
    [257, Uint16Array],
    [65_536, Uint16Array],
    [65_537, Uint32Array],
  ])('number %i postsynaptic neurons in the narrowest width', (postSize, width) => {
    const store = make(1, postSize, true);
    store.edit({ births: pairs([[0, postSize - 1]]) });
    expect(store.indices.values).toBeInstanceOf(width);
    expect(store.snapshot().post[0]).toBe(postSize - 1);
  });

  it('grow a row to every postsynaptic neuron without being told a capacity', () => {
    const store = make(3, 1000, true);
    const order = Array.from({ length: 1000 }, (_, i) => (i * 617) % 1000);
    for (const post of order) store.edit({ births: pairs([[1, post]]) });
    expect([...store.snapshot().post]).toEqual(order);
    expect(store.rowLength(1)).toBe(1000);
  });

  it('need at most 1.4 addresses per synapse after thousands of rewirings', () => {
    const [preSize, postSize, count] = [700, 256, 8960];
    const store = new GrowableRows({ preSize, postSize, variables, columns: false, arena: plainArena('f32') });
    let state = 1;
    const random = (n: number): number =>
      Math.floor(((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32) * n);
    const draw = (n: number) => {
      const births: [number, number][] = [];
      const taken = new Set<number>();
      while (births.length < n) {
        const [a, b] = [random(preSize), random(postSize)];
        if (store.find(a, b) >= 0 || taken.has(a * postSize + b)) continue;
        taken.add(a * postSize + b);
        births.push([a, b]);
      }
      return pairs(births);
    };
    store.edit({ births: draw(count) });
    for (let round = 0; round < 2000; round++) {
      const remove = removalsWhere(store, () => random(100) === 0);
      store.edit({ remove, births: draw(remove.pre.length) });
    }
    expect(store.count).toBe(count);
    expect(store.end / count).toBeLessThan(1.4);
    expect(store.variable('w').length / count).toBeLessThan(1.6);
  });
});

describe('a faulty edit changes nothing and', () => {
  const loaded = (): GrowableRows => {
    const store = make(3, 4, true);
    store.load({
      pre: Uint32Array.of(0, 0, 2),
      post: Uint32Array.of(3, 1, 0),
      variables: { w: Float64Array.of(1, 2, 3), age: Float64Array.of(4, 5, 6) },
    });
    return store;
  };
  const u32 = (...values: number[]): Uint32Array => Uint32Array.from(values);

  it.each([
    ['a birth that exists', { births: { pre: u32(0), post: u32(1) } }, 'Neuron 0 already has a synapse onto neuron 1.'],
    ['a birth twice', { births: { pre: u32(1, 1), post: u32(2, 2) } }, 'Neuron 1 already has a synapse onto neuron 2.'],
    ['an unknown postsynaptic neuron', { births: { pre: u32(1), post: u32(4) } }, 'there are 4 postsynaptic neurons'],
    ['an unknown presynaptic neuron', { births: { pre: u32(3), post: u32(0) } }, 'there are 3 presynaptic neurons'],
    ['an empty slot', { remove: { pre: u32(0), slot: u32(2) } }, 'names slot 2 of neuron 0, whose row has 2 synapses'],
    [
      'removals out of order',
      { remove: { pre: u32(2, 0), slot: u32(0, 0) } },
      'Removals must ascend by neuron and slot',
    ],
    ['a removal twice', { remove: { pre: u32(0, 0), slot: u32(1, 1) } }, 'ascend by neuron and slot'],
    ['an unknown variable', { values: { aeg: [] } }, "'aeg', which the store does not have. Did you mean 'age'?"],
    [
      'too few values',
      { births: { pre: u32(1), post: u32(1) }, values: { w: [] } },
      "1 births need as many values of 'w', got 0",
    ],
  ])('names %s', (_case, edit, message) => {
    const store = loaded();
    const before = store.snapshot();
    expect(() => store.edit(edit)).toThrow(EditError);
    expect(() => store.edit(edit)).toThrow(message);
    expect(store.snapshot()).toEqual(before);
  });

  it('is no fault if the pair is removed in the same edit', () => {
    const store = loaded();
    store.edit({ remove: { pre: u32(0), slot: u32(1) }, births: { pre: u32(0), post: u32(1) } });
    expect([...store.snapshot().variables['w']]).toEqual([1, 0, 3]);
  });
});
