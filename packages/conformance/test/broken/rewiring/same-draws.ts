import type { BrokenPlugin } from '../broken-plugin.ts';
import { rewiredWrongly } from './signed-rule.ts';

export const sameDraws: BrokenPlugin = {
  kind: 'rewiring rule',
  mistake: 'draws the same pairs in every rewiring',
  caughtBy: ['growth'],
  checks: () => rewiredWrongly({ input: (input) => ({ ...input, update: 0 }) }),
};
