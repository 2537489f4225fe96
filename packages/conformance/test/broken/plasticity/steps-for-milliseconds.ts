import type { BrokenPlugin } from '../broken-plugin.ts';
import { pairChecks, pairRule } from './pair-rule.ts';

export const stepsForMilliseconds: BrokenPlugin = {
  kind: 'plasticity rule',
  mistake: 'counts steps where its time constant is in milliseconds',
  caughtBy: ['a single pair'],
  checks: () =>
    pairChecks(() =>
      pairRule(() => ({ eachPre: ({ pre, x }) => ({ trace: pre.trace.mul(Math.exp(-1 / 20)).add(x) }) })),
    ),
};
