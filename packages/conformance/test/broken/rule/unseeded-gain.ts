import { lift } from '@growcone/core';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { ownGenerator } from '../own-generator.ts';
import { ruleChecks } from './local-rule.ts';

const draw = ownGenerator();

export const unseededGain: BrokenPlugin = {
  kind: 'learning rule',
  mistake: 'draws a factor without the seed',
  caughtBy: ['same input, same bits', 'gradient: ', 'examples do not see each other'],
  checks: () =>
    ruleChecks({
      update: (update) => ({
        ...update,
        eachSynapse(scope) {
          const { grad = 0, ...kept } = update.eachSynapse(scope);
          return { ...kept, grad: lift(grad).mul(1 + draw()) };
        },
      }),
    }),
};
