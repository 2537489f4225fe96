import { longestRow, type Rows } from './rows.ts';
import type { Removals } from './store.ts';

/** Nothing to remove. */
export const noRemovals: Removals = { pre: new Uint32Array(0), slot: new Uint32Array(0) };

/**
 * The synapses that a rule wants removed, in the order that an edit needs.
 *
 * @param rows - the store
 * @param where - whether to remove a synapse, from its presynaptic neuron, slot, postsynaptic neuron and address
 */
export function removalsWhere(
  rows: Rows,
  where: (pre: number, slot: number, post: number, address: number) => boolean,
): Removals {
  const posts = new Uint32Array(longestRow(rows));
  const addresses = new Uint32Array(posts.length);
  const pre: number[] = [];
  const slots: number[] = [];
  for (let a = 0; a < rows.preSize; a++) {
    const length = rows.copyRow(a, posts, addresses);
    for (let slot = 0; slot < length; slot++) {
      if (!where(a, slot, posts[slot], addresses[slot])) continue;
      pre.push(a);
      slots.push(slot);
    }
  }
  return { pre: Uint32Array.from(pre), slot: Uint32Array.from(slots) };
}
