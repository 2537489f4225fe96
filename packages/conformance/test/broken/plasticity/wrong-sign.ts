import type { BrokenPlugin } from '../broken-plugin.ts';
import { pairChecks, pairRule } from './pair-rule.ts';

export const wrongSign: BrokenPlugin = {
  kind: 'plasticity rule',
  mistake: 'depresses where it should potentiate',
  caughtBy: ['a single pair'],
  checks: () =>
    pairChecks(() => pairRule(() => ({ onPostSpike: ({ w, pre }) => ({ w: w.sub(pre.trace.mul(0.02)).max(0) }) }))),
};
