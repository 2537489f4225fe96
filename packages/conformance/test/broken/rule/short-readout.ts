import { ZERO } from '@growcone/core';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { ruleChecks } from './local-rule.ts';

export const shortReadout: BrokenPlugin = {
  kind: 'learning rule',
  mistake: 'forgets that a readout remembers earlier spikes',
  caughtBy: ['gradient: '],
  checks: () =>
    ruleChecks({
      site: ({ projection, feedback }) => ({
        projection,
        feedback: feedback.map((edge) => {
          const transition = edge.post.dynamics.transition.map((row) => row.map(() => ZERO));
          return { ...edge, post: { ...edge.post, dynamics: { ...edge.post.dynamics, transition } } };
        }),
      }),
    }),
};
