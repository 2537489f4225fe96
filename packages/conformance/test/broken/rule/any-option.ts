import { ruleConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { localRule, REFUSES } from './local-rule.ts';

export const anyOption: BrokenPlugin = {
  kind: 'learning rule',
  mistake: 'takes a parameter that cannot be meant',
  caughtBy: ['wrong options are refused'],
  checks: () => ruleConformance(() => localRule(), { refuses: REFUSES, wrongOptions: { tau: () => localRule() } }),
};
