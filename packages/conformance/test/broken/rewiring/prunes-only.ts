import type { BrokenPlugin } from '../broken-plugin.ts';
import { rewiredWrongly } from './signed-rule.ts';

export const prunesOnly: BrokenPlugin = {
  kind: 'rewiring rule',
  mistake: 'prunes without growing',
  caughtBy: ['number of synapses', 'growth'],
  checks: () =>
    rewiredWrongly({
      plan: (plan) => ({ ...plan, rewirings: plan.rewirings.map((r) => ({ ...r, count: { total: 0 } })) }),
    }),
};
