import type { BrokenPlugin } from '../broken-plugin.ts';
import { afterRewiring } from './after-rewiring.ts';

export const inheritedState: BrokenPlugin = {
  kind: 'rewiring rule',
  mistake: 'lets a new synapse inherit the optimiser state of the one that it replaces',
  caughtBy: ['new synapses'],
  checks: () =>
    afterRewiring((after, before) => {
      const { 'descent.age': age = new Float64Array(), ...others } = after.variables;
      const had = new Set(Array.from(before.pre, (pre, s) => `${pre} ${before.post[s]}`));
      const inherited = age.map((x, s) => (had.has(`${after.pre[s]} ${after.post[s]}`) ? x : 3));
      return { ...after, variables: { ...others, 'descent.age': inherited } };
    }),
};
