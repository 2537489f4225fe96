import type { StoreSnapshot } from '@growcone/core';
import { type Machine } from './machine.ts';
/**
 * The synapses of a store with all their variables.
 *
 * @param machine - the machine
 * @param store - id of the store
 */
export declare function storeSnapshot({ arrays, stores }: Machine, store: number): StoreSnapshot;
/**
 * Replaces the synapses of a store. Gradients of the old ones are gone.
 *
 * @param machine - the machine
 * @param store - id of the store
 * @param snapshot - whole and in row order
 */
export declare function loadStore(machine: Machine, store: number, snapshot: StoreSnapshot): void;
