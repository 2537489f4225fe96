import type { BrokenPlugin } from '../broken-plugin.ts';
import { pairChecks, pairRule } from './pair-rule.ts';

export const noBounds: BrokenPlugin = {
  kind: 'plasticity rule',
  mistake: 'forgets its bounds',
  caughtBy: ['bounds'],
  checks: () =>
    pairChecks(() =>
      pairRule(() => ({ onPostSpike: ({ w, pre }) => ({ w: w.add(pre.trace.mul(Math.exp(-0.025) * 0.02)) }) })),
    ),
};
