import type { LearningRule } from '@growcone/core';
import { ruleConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { localRule, REFUSES } from './local-rule.ts';

const rule = (): LearningRule => {
  const right = localRule();
  return {
    ...right,
    weightUpdate(site) {
      try {
        return right.weightUpdate(site);
      } catch {
        throw new Error('not possible');
      }
    },
  };
};

export const unnamedRefusal: BrokenPlugin = {
  kind: 'learning rule',
  mistake: 'refuses what it cannot do with an error that nobody can tell from a fault',
  caughtBy: ['refuses by name', 'is documented', 'gradient: '],
  checks: () => ruleConformance(rule, { refuses: REFUSES }),
};
