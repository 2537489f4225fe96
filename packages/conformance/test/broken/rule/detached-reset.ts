import { ZERO } from '@growcone/core';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { ruleChecks } from './local-rule.ts';

export const detachedReset: BrokenPlugin = {
  kind: 'learning rule',
  mistake: 'forgets that a spike acts on its own neuron through the reset',
  caughtBy: ['gradient: '],
  checks: () =>
    ruleChecks({
      site({ projection, feedback }) {
        const { post } = projection;
        const dynamics = { ...post.dynamics, resetSpike: post.dynamics.resetSpike.map(() => ZERO) };
        return { projection: { ...projection, post: { ...post, dynamics } }, feedback };
      },
    }),
};
