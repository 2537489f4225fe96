import type { BrokenPlugin } from '../broken-plugin.ts';
import { storedWrongly } from './growable.ts';

export const lostBirth: BrokenPlugin = {
  kind: 'storage format',
  mistake: 'loses the last birth of an edit',
  caughtBy: ['300 random sequences', 'a row that grows far', 'a faulty edit'],
  checks: () =>
    storedWrongly((store) => ({
      edit({ births, values, ...rest }) {
        const short = <T extends ArrayLike<number>>(list: T): readonly number[] => Array.from(list).slice(0, -1);
        const fewer = Object.entries(values ?? {}).map(([n, v]) => [n, typeof v === 'number' ? v : short(v)] as const);
        const kept =
          births && births.pre.length > 1
            ? { births: { pre: short(births.pre), post: short(births.post) }, values: Object.fromEntries(fewer) }
            : {};
        store.edit({ ...rest, ...kept });
      },
    })),
};
