import type { BrokenPlugin } from '../broken-plugin.ts';
import { drawnWrongly } from './drawing-rule.ts';

export const forgetsTheTime: BrokenPlugin = {
  kind: 'rewiring rule',
  mistake: 'draws anew from the first step in every stretch of a run',
  caughtBy: ['same seed, same synapses'],
  checks: () => drawnWrongly({ input: (input) => ({ ...input, firstStep: 0 }) }),
};
