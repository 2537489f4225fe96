import type { BrokenPlugin } from '../broken-plugin.ts';
import { storedWrongly } from './growable.ts';

export const forgottenValues: BrokenPlugin = {
  kind: 'storage format',
  mistake: 'forgets the values of births',
  caughtBy: ['300 random sequences', 'a row that grows far', 'a faulty edit'],
  checks: () =>
    storedWrongly((store) => ({
      edit: ({ values: _, ...rest }) => store.edit(rest),
    })),
};
