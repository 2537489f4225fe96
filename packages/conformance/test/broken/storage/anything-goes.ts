import type { BrokenPlugin } from '../broken-plugin.ts';
import { storedWrongly } from './growable.ts';

export const anythingGoes: BrokenPlugin = {
  kind: 'storage format',
  mistake: 'accepts a faulty edit',
  caughtBy: ['a faulty edit'],
  checks: () =>
    storedWrongly((store) => ({
      edit(edit) {
        try {
          store.edit(edit);
        } catch {
          // The mistake: nobody hears of it.
        }
      },
    })),
};
