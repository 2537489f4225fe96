import type { BrokenPlugin } from '../broken-plugin.ts';
import { afterRewiring } from './after-rewiring.ts';

export const leavesAVariable: BrokenPlugin = {
  kind: 'rewiring rule',
  mistake: 'leaves a variable behind when a synapse moves to another slot',
  caughtBy: ['survivors'],
  checks: () =>
    afterRewiring((after) => {
      const { w = new Float64Array(), 'descent.age': age = [] } = after.variables;
      // A synapse gets the weight of the one before it, except where one of them is new.
      const moved = w.map((x, s) => (age[s] === 0 || s === 0 || age[s - 1] === 0 ? x : (w[s - 1] ?? x)));
      return { ...after, variables: { ...after.variables, w: moved } };
    }),
};
