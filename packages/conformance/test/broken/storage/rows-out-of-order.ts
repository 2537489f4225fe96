import type { BrokenPlugin } from '../broken-plugin.ts';
import { storedWrongly } from './growable.ts';

export const rowsOutOfOrder: BrokenPlugin = {
  kind: 'storage format',
  mistake: 'lists its rows from the last to the first',
  caughtBy: ['holds', 'loading again', '300 random sequences', 'a row that grows far', 'a faulty edit'],
  checks: () =>
    storedWrongly((store) => ({
      snapshot() {
        const { pre, post, variables } = store.snapshot();
        const order = Array.from(pre.keys()).reverse();
        const turned = Object.entries(variables).map(
          ([n, v]) => [n, Float64Array.from(order, (i) => v[i] ?? 0)] as const,
        );
        const pick = (list: Uint32Array): Uint32Array => Uint32Array.from(order, (i) => list[i] ?? 0);
        return { pre: pick(pre), post: pick(post), variables: Object.fromEntries(turned) };
      },
    })),
};
