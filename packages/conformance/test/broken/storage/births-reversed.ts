import type { BrokenPlugin } from '../broken-plugin.ts';
import { storedWrongly } from './growable.ts';

export const birthsReversed: BrokenPlugin = {
  kind: 'storage format',
  mistake: 'adds births in another order',
  caughtBy: ['300 random sequences', 'a row that grows far'],
  checks: () =>
    storedWrongly((store) => ({
      edit({ births, values, ...rest }) {
        const turned = births && { pre: Array.from(births.pre).reverse(), post: Array.from(births.post).reverse() };
        const reversed = Object.entries(values ?? {}).map(
          ([n, v]) => [n, typeof v === 'number' ? v : Array.from(v).reverse()] as const,
        );
        store.edit({ ...rest, ...(turned ? { births: turned } : {}), values: Object.fromEntries(reversed) });
      },
    })),
};
