import { describe, it } from 'vitest';
import { createStore, plainArena, type StoreFormat } from '@growcone/core';
import { describeChecks, storageConformance, type StorageFormat } from '../src/index.ts';

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
