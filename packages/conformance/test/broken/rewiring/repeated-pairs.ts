import type { BrokenPlugin } from '../broken-plugin.ts';
import { afterRewiring } from './after-rewiring.ts';

export const repeatedPairs: BrokenPlugin = {
  kind: 'rewiring rule',
  mistake: 'grows a second synapse of a pair',
  caughtBy: ['pairs', 'number of synapses', 'survivors'],
  checks: () =>
    afterRewiring((after) => {
      const born = after.variables['descent.age']?.findIndex(
        (age, s) => age === 0 && s > 0 && after.pre[s] === after.pre[s - 1],
      );
      return { ...after, post: after.post.map((post, s) => (s === born ? (after.post[s - 1] ?? post) : post)) };
    }),
};
