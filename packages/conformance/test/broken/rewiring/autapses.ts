import type { BrokenPlugin } from '../broken-plugin.ts';
import { rewiredWrongly } from './signed-rule.ts';

export const autapses: BrokenPlugin = {
  kind: 'rewiring rule',
  mistake: 'grows synapses from a neuron to itself where that is ruled out',
  caughtBy: ['pairs', 'growth'],
  checks: () =>
    rewiredWrongly({ plan: (plan) => ({ ...plan, stores: plan.stores.map((s) => ({ ...s, autapses: true })) }) }),
};
