import type { RealArray } from './arena.ts';
import type { StoreSnapshot } from './snapshot.ts';

/**
 * A snapshot with every row in ascending order of the postsynaptic neurons; several synapses of a pair stay in their order. Where a network
 * runs on, nothing depends on the order of slots, and devices may keep them as they like.
 *
 * @param snapshot - in row order
 */
export function inPostOrder(snapshot: StoreSnapshot): StoreSnapshot {
  const { pre, post, variables, columnOffsets } = snapshot;
  const order = new Uint32Array(pre.length);
  let sorted = true;
  for (let i = 0; i < pre.length; i++) {
    order[i] = i;
    sorted &&= i === 0 || pre[i] !== pre[i - 1] || post[i] >= post[i - 1];
  }
  if (sorted) return snapshot;
  for (let start = 0, end = 0; start < pre.length; start = end) {
    while (end < pre.length && pre[end] === pre[start]) end++;
    order.subarray(start, end).sort((a, b) => post[a] - post[b] || a - b);
  }
  const real = (values: RealArray): RealArray => {
    const moved = values.slice();
    for (let i = 0; i < order.length; i++) moved[i] = values[order[i]];
    return moved;
  };
  const whole = (values: Uint32Array): Uint32Array => order.map((i) => values[i]);
  return {
    pre: whole(pre),
    post: whole(post),
    variables: Object.fromEntries(Object.entries(variables).map(([name, values]) => [name, real(values)])),
    ...(columnOffsets ? { columnOffsets: whole(columnOffsets) } : {}),
  };
}
