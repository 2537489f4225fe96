import { lift } from '@growcone/core';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { ruleChecks } from './local-rule.ts';

export const wrongGradientSign: BrokenPlugin = {
  kind: 'learning rule',
  mistake: 'has a gradient of the wrong sign',
  caughtBy: ['gradient: '],
  checks: () =>
    ruleChecks({
      update: (update) => ({
        ...update,
        eachSynapse(scope) {
          const { grad = 0, ...kept } = update.eachSynapse(scope);
          return { ...kept, grad: lift(grad).neg() };
        },
      }),
    }),
};
