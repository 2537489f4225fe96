import { createStore, plainArena, type EditableStore } from '@growcone/core';
import { storageConformance, type Check, type StorageFormat } from '../../../src/index.ts';

const growable: StorageFormat = {
  name: 'my rows',
  apiVersion: 1,
  create: (shape) => createStore({ ...shape, format: 'growable-rows', multapses: false, arena: plainArena('f64') }),
  editable: true,
  columns: true,
  keepsSlots: true,
  sharedValues: false,
};

/** One bit per pair, and one value of every variable for all synapses. */
export const bits: StorageFormat = {
  ...growable,
  name: 'my bits',
  create: (shape) => createStore({ ...shape, format: 'bit-mask', multapses: false, arena: plainArena('f64') }),
  editable: false,
  columns: false,
  keepsSlots: false,
  sharedValues: true,
};

/**
 * The checks of a format that does something wrong.
 *
 * @param mistake - what it does instead
 * @param right - the format that it would be without
 */
export function storedWrongly(
  mistake: (store: EditableStore) => Partial<EditableStore>,
  right: StorageFormat = growable,
): readonly Check[] {
  const format: StorageFormat = {
    ...right,
    create(shape) {
      const store = right.create(shape) as EditableStore;
      const wrong = mistake(store);
      return new Proxy(store, {
        get: (target, key) => {
          const own = Reflect.get(wrong, key) as unknown;
          const value = own ?? (Reflect.get(target, key) as unknown);
          return typeof value === 'function' && own === undefined ? value.bind(target) : value;
        },
      });
    },
  };
  return storageConformance(format, { sequences: 300 });
}
