import { longestRow, type Rows } from './rows.ts';
import type { Removals, Store } from './store.ts';

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

/**
 * Leaves protected synapses out of a list of removals. Ask for as many births as are left afterwards.
 *
 * @param remove - what a rule wants removed
 * @param store - the store
 * @param variable - the synapse variable that is not zero where a synapse is protected; born synapses get its birth value
 */
export function withoutProtected(remove: Removals, store: Store, variable: string): Removals {
  const protection = store.variable(variable);
  const posts = new Uint32Array(longestRow(store));
  const addresses = new Uint32Array(posts.length);
  let loaded = -1;
  const kept = remove.pre.map((pre, i) => {
    if (pre !== loaded) store.copyRow(pre, posts, addresses);
    loaded = pre;
    return protection[addresses[remove.slot[i]]] === 0 ? 1 : 0;
  });
  const isKept = (_: number, i: number): boolean => kept[i] === 1;
  return { pre: remove.pre.filter(isKept), slot: remove.slot.filter(isKept) };
}
