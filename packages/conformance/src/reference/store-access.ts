import type { StoreSnapshot } from '@growcone/core';
import { allocate } from './array-memory.ts';
import { elementCount, type Machine } from './machine.ts';
import { setPairs } from './synapse-table.ts';

/**
 * The synapses of a store with all their variables.
 *
 * @param machine - the machine
 * @param store - id of the store
 */
export function storeSnapshot({ arrays, stores }: Machine, store: number): StoreSnapshot {
  const { spec, pre, post, columnOffsets } = stores[store];
  return {
    pre: pre.slice(),
    post: post.slice(),
    variables: Object.fromEntries(spec.variables.map(({ name, array }) => [name, arrays[array].values.slice()])),
    ...(columnOffsets ? { columnOffsets: columnOffsets.slice() } : {}),
  };
}

/**
 * Replaces the synapses of a store. Gradients of the old ones are gone.
 *
 * @param machine - the machine
 * @param store - id of the store
 * @param snapshot - whole and in row order
 */
export function loadStore(machine: Machine, store: number, snapshot: StoreSnapshot): void {
  const { arrays, stores, plan, variation } = machine;
  const table = stores[store];
  setPairs(table, snapshot, table.spec.columns ? columnOffsetsOf(snapshot, table.postSize) : undefined);
  for (const memory of arrays) {
    const { over, lifetime } = memory.spec;
    if (over.per !== 'synapse' || over.store !== store) continue;
    allocate(memory, elementCount(plan, stores, over), 1, lifetime === 'shard' ? Math.max(1, memory.copies) : 1);
  }
  for (const { name, array } of table.spec.variables) {
    const values = snapshot.variables[name];
    arrays[array].values.set(variation.single ? Float32Array.from(values) : values);
  }
}

/** Offset of each synapse in its column: in the order of `pre` where the snapshot does not say. */
function columnOffsetsOf({ post, columnOffsets }: StoreSnapshot, postSize: number): Uint32Array {
  const lengths = new Uint32Array(postSize);
  return columnOffsets ?? post.map((j) => lengths[j]++);
}
