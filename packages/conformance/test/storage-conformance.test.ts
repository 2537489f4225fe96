import { describe, expect, it } from 'vitest';
import { createStore, plainArena, type EditableStore, type StoreFormat } from '@growcone/core';
import { describeChecks, runChecks, storageConformance, type StorageFormat } from '../src/index.ts';

const formatOf = (format: StoreFormat, rest: Omit<StorageFormat, 'name' | 'apiVersion' | 'create'>): StorageFormat => ({
  name: format,
  apiVersion: 1,
  create: (shape) => createStore({ ...shape, format, multapses: false, arena: plainArena('f64') }),
  ...rest,
});

const growable = formatOf('growable-rows', { editable: true, columns: true, keepsSlots: true, sharedValues: false });

describeChecks('growable rows', storageConformance(growable), { describe, it });
describeChecks(
  'dense',
  storageConformance(formatOf('dense', { editable: false, columns: false, keepsSlots: false, sharedValues: false })),
  { describe, it },
);
describeChecks(
  'compressed rows',
  storageConformance(formatOf('rows', { editable: false, columns: true, keepsSlots: true, sharedValues: false })),
  { describe, it },
);
describeChecks(
  'bit mask',
  storageConformance(formatOf('bit-mask', { editable: false, columns: false, keepsSlots: false, sharedValues: true })),
  { describe, it },
);

/** A store that edits with a mistake. */
const broken = (name: string, mistake: (store: EditableStore) => Partial<EditableStore>): StorageFormat => ({
  ...growable,
  name,
  create(shape) {
    const store = growable.create(shape) as EditableStore;
    const wrong = mistake(store);
    return new Proxy(store, {
      get: (target, key) => {
        const own = Reflect.get(wrong, key) as unknown;
        const value = own ?? (Reflect.get(target, key) as unknown);
        return typeof value === 'function' && own === undefined ? value.bind(target) : value;
      },
    });
  },
});

const mistakes: readonly (readonly [mistake: string, says: string, format: StorageFormat])[] = [
  [
    'adds births in another order',
    'postsynaptic neurons',
    broken('births reversed', (store) => ({
      edit({ births, values, ...rest }) {
        const turned = births && { pre: Array.from(births.pre).reverse(), post: Array.from(births.post).reverse() };
        const reversed = Object.entries(values ?? {}).map(
          ([n, v]) => [n, typeof v === 'number' ? v : Array.from(v).reverse()] as const,
        );
        store.edit({ ...rest, ...(turned ? { births: turned } : {}), values: Object.fromEntries(reversed) });
      },
    })),
  ],
  [
    'forgets the values of births',
    "values of 'w'",
    broken('no values', (store) => ({ edit: ({ values: _, ...rest }) => store.edit(rest) })),
  ],
  [
    'leaves a variable behind when a hole is filled',
    "values of 'age'",
    broken('age stays', (store) => ({
      edit(edit) {
        const before = store.snapshot();
        store.edit(edit);
        const after = store.snapshot();
        const age = after.variables['age']?.map((x, i) =>
          i < before.pre.length ? (before.variables['age']?.[i] ?? x) : x,
        );
        store.load({ ...after, variables: { ...after.variables, age: age ?? new Float64Array() } });
      },
    })),
  ],
  [
    'loses the order of columns',
    'column offsets',
    broken('columns anew', (store) => ({
      snapshot() {
        const { columnOffsets, ...rest } = store.snapshot();
        const lengths = new Uint32Array(store.postSize);
        return columnOffsets ? { ...rest, columnOffsets: rest.post.map((j) => lengths[j]++) } : rest;
      },
    })),
  ],
  [
    'accepts a faulty edit',
    'no error',
    broken('takes anything', (store) => ({
      edit(edit) {
        try {
          store.edit(edit);
        } catch {
          // The mistake: nobody hears of it.
        }
      },
    })),
  ],
];

describe('a store that', () => {
  it.each(mistakes)('%s is caught', async (_, says, format) => {
    const results = await runChecks(storageConformance(format, { sequences: 300 }));
    const errors = results.flatMap((r) => r.error ?? []);
    expect(errors.map(String).join('\n')).toContain(says);
  });
});
