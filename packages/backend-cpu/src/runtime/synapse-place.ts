import type { Store } from '@growcone/core';
import type { PlacedStore } from './placed-store.ts';

/** A synapse by its neurons. */
export interface SynapsePlace {
  /** Name of the projection. */
  readonly projection: string;
  /** Its presynaptic neuron. */
  readonly pre?: number;
  /** Its postsynaptic neuron. */
  readonly post?: number;
}

/** The synapse whose values lie at an address, for errors; without neurons if there is none. @param store - the store @param address - the address */
export function synapseAt({ store, spec }: PlacedStore, address: number): SynapsePlace {
  for (let pre = 0; pre < store.preSize; pre++) {
    const length = store.rowLength(pre);
    const posts = new Uint32Array(length);
    const addresses = new Uint32Array(length);
    store.copyRow(pre, posts, addresses);
    const slot = addresses.indexOf(address);
    if (slot >= 0) return { projection: spec.name, pre, post: posts[slot]! };
  }
  return { projection: spec.name };
}

/** Where the values of every synapse lie, in row order and slot order. @param store - the store */
export function synapseAddresses(store: Store): Uint32Array {
  const addresses = new Uint32Array(store.count);
  let at = 0;
  for (let pre = 0; pre < store.preSize; pre++) {
    const length = store.rowLength(pre);
    const row = new Uint32Array(length);
    store.copyRow(pre, new Uint32Array(length), row);
    addresses.set(row, at);
    at += length;
  }
  return addresses;
}
