import type { BrokenPlugin } from '../broken-plugin.ts';
import { storedWrongly } from './growable.ts';

export const columnsAnew: BrokenPlugin = {
  kind: 'storage format',
  mistake: 'loses the order of columns',
  caughtBy: ['300 random sequences'],
  checks: () =>
    storedWrongly((store) => ({
      snapshot() {
        const { columnOffsets, ...rest } = store.snapshot();
        const lengths = new Uint32Array(store.postSize);
        return columnOffsets ? { ...rest, columnOffsets: rest.post.map((j) => lengths[j]++) } : rest;
      },
    })),
};
