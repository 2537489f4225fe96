import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainArena } from '../../src/connectivity/arena.ts';
import { CompressedRows } from '../../src/connectivity/compressed-rows.ts';
import { createStore } from '../../src/connectivity/create-store.ts';
import { Dense } from '../../src/connectivity/dense.ts';
import { GrowableRows } from '../../src/connectivity/growable-rows.ts';
import { sortPairs } from '../../src/connectivity/rows.ts';
import { initialSnapshot, SnapshotError, type StoreSnapshot } from '../../src/connectivity/snapshot.ts';
import type { StoreFormat } from '../../src/connectivity/store.ts';
import { UnknownSynapseVariableError } from '../../src/connectivity/variables.ts';
import { movingArena } from './moving-arena.ts';

const [preSize, postSize] = [7, 70];
const variables = [
  { name: 'w', birth: 0 },
  { name: 'age', birth: 3 },
];

const make = (format: StoreFormat, multapses = false, columns = false) =>
  createStore({ format, preSize, postSize, variables, columns, multapses, arena: movingArena() });

/** Snapshots with ascending rows, so that all formats keep the slot order; values are shared where a format needs it. */
const snapshots = (shared: boolean): fc.Arbitrary<StoreSnapshot> =>
  fc.uniqueArray(fc.nat(preSize * postSize - 1)).map((keys) => {
    const pre = Uint32Array.from(keys, (k) => Math.floor(k / postSize));
    const post = Uint32Array.from(keys, (k) => k % postSize);
    const pairs = sortPairs({ pre, post }, preSize, postSize);
    const w = Float64Array.from(pairs.pre, (a, i) => (shared ? 0.5 : a * 100 + pairs.post[i]));
    return { ...pairs, variables: { w, age: new Float64Array(w.length).fill(3) } };
  });

describe.each(['dense', 'rows', 'growable-rows', 'bit-mask'] as const)('a store in the format %s', (format) => {
  const arbitrary = snapshots(format === 'bit-mask');

  it('gives back what it was given', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (first, second) => {
        const store = make(format);
        store.load(first);
        store.load(second);
        expect(store.snapshot()).toEqual(second);
        expect(store.count).toBe(second.pre.length);
      }),
    );
  });

  it('answers for every pair and every row', () => {
    fc.assert(
      fc.property(arbitrary, (snapshot) => {
        const store = make(format);
        store.load(snapshot);
        const posts = new Uint32Array(postSize);
        const addresses = new Uint32Array(postSize);
        for (let pre = 0; pre < preSize; pre++) {
          const length = store.copyRow(pre, posts, addresses);
          expect(length).toBe(store.rowLength(pre));
          const row = Array.from(snapshot.post).filter((_, i) => snapshot.pre[i] === pre);
          expect([...posts.subarray(0, length)]).toEqual(row);
          const slots = Array.from({ length: postSize }, (_, post) => store.find(pre, post));
          expect(slots).toEqual(slots.map((_, post) => row.indexOf(post)));
          const w = Array.from(addresses.subarray(0, length), (address) => store.variable('w')[address]);
          expect(w).toEqual(Array.from(snapshot.variables['w']).filter((_, i) => snapshot.pre[i] === pre));
        }
      }),
    );
  });

  it('is empty before it is loaded', () => {
    const store = make(format);
    expect([store.count, store.rowLength(3), store.find(0, 0), store.snapshot().pre.length]).toEqual([0, 0, -1, 0]);
  });

  it('names a variable that it does not have', () => {
    expect(() => make(format).variable('aeg')).toThrow(UnknownSynapseVariableError);
    expect(() => make(format).variable('aeg')).toThrow("no variable 'aeg'. Did you mean 'age'? It has: w, age.");
  });
});

describe('a snapshot is refused', () => {
  const good: StoreSnapshot = {
    pre: Uint32Array.of(0, 0, 6),
    post: Uint32Array.of(1, 69, 2),
    variables: { w: Float64Array.of(1, 2, 3), age: Float64Array.of(4, 5, 6) },
  };
  const w = good.variables['w'];
  const age = good.variables['age'];

  it.each([
    ['lists of different length', { ...good, post: Uint32Array.of(1) }, 'got 1 and 3'],
    [
      'an unknown neuron',
      { ...good, post: Uint32Array.of(1, 70, 2) },
      'Synapse 1 connects neuron 0 to 70, but there are 7',
    ],
    ['rows out of order', { ...good, pre: Uint32Array.of(0, 6, 0) }, 'synapse 2 of neuron 0 follows one of neuron 6'],
    ['a pair twice', { ...good, post: Uint32Array.of(1, 1, 2) }, 'Neuron 0 has two synapses onto neuron 1'],
    ['a missing variable', { ...good, variables: { w } }, "3 synapses needs 3 values of 'age', got none"],
    ['too few values', { ...good, variables: { w, age: age.slice(1) } }, "3 values of 'age', got 2"],
    ['an unknown variable', { ...good, variables: { w, age, wt: w } }, "no variable 'wt'. Did you mean 'w'?"],
  ])('for %s', (_case, snapshot, message) => {
    for (const format of ['dense', 'rows', 'growable-rows', 'bit-mask'] as const) {
      expect(() => make(format).load(snapshot)).toThrow(SnapshotError);
      expect(() => make(format).load(snapshot)).toThrow(message);
    }
  });

  it.each([
    [Uint32Array.of(0, 0, 2), 'synapse 2 of 3 has offset 2 in the column of neuron 5, which has 2 synapses'],
    [Uint32Array.of(0, 1, 1), 'synapse 2 of 3 has offset 1'],
    [Uint32Array.of(0, 0), 'synapse 2 of 3 has offset undefined'],
  ])('for columns %s', (columnOffsets, message) => {
    const store = make('growable-rows', false, true);
    const snapshot = { ...good, post: Uint32Array.of(5, 69, 5), columnOffsets };
    expect(() =>
      store.load(columnOffsets[1] === 1 ? { ...snapshot, post: Uint32Array.of(4, 5, 5) } : snapshot),
    ).toThrow(message);
  });

  it('as a bit mask for values that differ', () => {
    expect(() => make('bit-mask').load(good)).toThrow(
      "one value of 'w' for all synapses, but the first has 1 and synapse 1 has 2",
    );
  });
});

describe('an initial snapshot', () => {
  const pairs = { pre: Uint32Array.of(0, 1), post: Uint32Array.of(1, 0) };

  it('takes given values and starts the others at birth', () => {
    expect(initialSnapshot(pairs, variables, { w: Float32Array.of(7, 8) }).variables).toEqual({
      w: Float32Array.of(7, 8),
      age: Float64Array.of(3, 3),
    });
  });

  it('refuses values of a variable that the store does not have', () => {
    expect(() => initialSnapshot(pairs, variables, { agee: Float32Array.of(1, 2) })).toThrow("Did you mean 'age'?");
  });
});

describe('compressed rows', () => {
  it('hold several synapses of a pair where asked to', () => {
    const store = new CompressedRows({
      preSize: 2,
      postSize: 2,
      variables: [],
      columns: true,
      multapses: true,
      arena: plainArena('f32'),
    });
    const snapshot = { pre: Uint32Array.of(0, 0, 0, 1), post: Uint32Array.of(1, 1, 1, 0), variables: {} };
    store.load(snapshot);
    expect(store.snapshot()).toEqual(snapshot);
    expect([...(store.columns?.lengths.values ?? [])]).toEqual([1, 3]);
  });

  it('keep the synapses of each postsynaptic neuron in ascending order of the presynaptic one', () => {
    fc.assert(
      fc.property(snapshots(false), (snapshot) => {
        const store = make('rows', false, true) as CompressedRows;
        store.load(snapshot);
        const { pre, slot, starts, lengths } = store.columns!;
        for (let post = 0; post < postSize; post++) {
          const start = starts.values[post];
          const column = Array.from(pre.values.subarray(start, start + lengths.values[post]));
          expect(column).toEqual(Array.from(snapshot.pre).filter((_, i) => snapshot.post[i] === post));
          column.forEach((a, offset) => expect(store.find(a, post)).toBe(slot.values[start + offset]));
        }
      }),
    );
  });
});

describe('dense storage', () => {
  const store = (): Dense => new Dense({ preSize: 2, postSize: 3, variables, arena: plainArena('f32') });

  it('needs no presence bits when every pair is connected', () => {
    const full = store();
    const pairs = { pre: Uint32Array.of(0, 0, 0, 1, 1, 1), post: Uint32Array.of(0, 1, 2, 0, 1, 2) };
    full.load(initialSnapshot(pairs, variables));
    expect(full.presence).toBeUndefined();
    expect([full.find(1, 2), full.rowLength(1)]).toEqual([2, 3]);
  });

  it('keeps zeros for absent pairs', () => {
    const part = store();
    part.load(initialSnapshot({ pre: Uint32Array.of(1), post: Uint32Array.of(1) }, variables));
    expect([...part.variable('age')]).toEqual([0, 0, 0, 0, 3, 0]);
    expect(part.presence?.words.values[1]).toBe(0b010);
  });
});

it('a store keeps single precision where its arena does', () => {
  const store = new GrowableRows({ preSize: 1, postSize: 2, variables, columns: false, arena: plainArena('f32') });
  store.load(
    initialSnapshot({ pre: Uint32Array.of(0), post: Uint32Array.of(1) }, variables, { w: Float64Array.of(0.1) }),
  );
  expect(store.snapshot().variables['w']).toEqual(Float32Array.of(0.1));
});

it('a variable without a finite birth value, or declared twice, is refused', () => {
  const declare = (names: readonly { name: string; birth: number }[]) => () =>
    new GrowableRows({ preSize: 1, postSize: 2, variables: names, columns: false, arena: plainArena('f32') });
  expect(declare([{ name: 'w', birth: NaN }])).toThrow("The birth value of 'w' must be a finite number, got NaN.");
  expect(declare([...variables, { name: 'w', birth: 0 }])).toThrow("two variables called 'w'");
});
