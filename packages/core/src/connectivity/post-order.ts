import type { RealArray } from './arena.ts';
import type { StoreSnapshot } from './snapshot.ts';

/**
 * A snapshot with every row in ascending order of the postsynaptic neurons; several synapses of a pair stay in their order. Where a network
 * runs on, nothing depends on the order of slots, and devices may keep them as they like.
 *
 * @param snapshot - in row order
 */
export function inPostOrder({ pre, post, variables, columnOffsets }: StoreSnapshot): StoreSnapshot {
  const order = Uint32Array.from(pre.keys()).sort((a, b) => pre[a] - pre[b] || post[a] - post[b] || a - b);
  const real = (values: RealArray): RealArray => {
    const sorted = values.slice();
    for (let i = 0; i < order.length; i++) sorted[i] = values[order[i]];
    return sorted;
  };
  const whole = (values: Uint32Array): Uint32Array => values.map((_, i) => values[order[i]]);
  return {
    pre: whole(pre),
    post: whole(post),
    variables: Object.fromEntries(Object.entries(variables).map(([name, values]) => [name, real(values)])),
    ...(columnOffsets ? { columnOffsets: whole(columnOffsets) } : {}),
  };
}
