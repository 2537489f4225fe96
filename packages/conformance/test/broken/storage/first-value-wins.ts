import type { BrokenPlugin } from '../broken-plugin.ts';
import { bits, storedWrongly } from './growable.ts';

export const firstValueWins: BrokenPlugin = {
  kind: 'storage format',
  mistake: 'keeps the first of several values where it has room for one, and does not say so',
  caughtBy: ['keeps to what it says of itself'],
  checks: () =>
    storedWrongly(
      (store) => ({
        load(snapshot) {
          const same = Object.entries(snapshot.variables).map(
            ([n, v]) => [n, v.length > 1 ? v.map(() => v[0] ?? 0) : v] as const,
          );
          store.load({ ...snapshot, variables: Object.fromEntries(same) });
        },
      }),
      bits,
    ),
};
