import type { BrokenPlugin } from '../broken-plugin.ts';
import { ruleChecks } from './local-rule.ts';

export const stepLate: BrokenPlugin = {
  kind: 'learning rule',
  mistake: 'follows its neurons one step late',
  caughtBy: ['gradient: '],
  checks: () => ruleChecks({ update: (update) => ({ ...update, lag: (update.lag ?? 0) + 1 }) }),
};
