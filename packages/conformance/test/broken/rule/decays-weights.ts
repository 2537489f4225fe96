import { lift } from '@growcone/core';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { ruleChecks } from './local-rule.ts';

export const decaysWeights: BrokenPlugin = {
  kind: 'learning rule',
  mistake: 'adds a decay of the weight to the gradient of every step',
  caughtBy: ['no error, no change', 'gradient: '],
  checks: () =>
    ruleChecks({
      update: (update) => ({
        ...update,
        eachSynapse(scope) {
          const { grad = 0, ...kept } = update.eachSynapse(scope);
          return { ...kept, grad: lift(grad).add(scope.w.mul(0.01)) };
        },
      }),
    }),
};
