import type { BrokenPlugin } from '../broken-plugin.ts';
import { storedWrongly } from './growable.ts';

export const variableLeftBehind: BrokenPlugin = {
  kind: 'storage format',
  mistake: 'leaves a variable behind when a hole is filled',
  caughtBy: ['300 random sequences', 'a row that grows far'],
  checks: () =>
    storedWrongly((store) => ({
      edit(edit) {
        const before = store.snapshot();
        store.edit(edit);
        const after = store.snapshot();
        const had = before.variables['age'] ?? new Float64Array();
        const age = (after.variables['age'] ?? new Float64Array()).map((x, i) => had[i] ?? x);
        store.load({ ...after, variables: { ...after.variables, age } });
      },
    })),
};
