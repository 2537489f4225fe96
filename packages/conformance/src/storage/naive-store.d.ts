import type { StoreEdit, StoreSnapshot } from '@growcone/core';
/** One synapse of the naive model: an object, so that its variables cannot part from it. */
export interface NaiveSynapse {
    /** Presynaptic neuron. */
    readonly pre: number;
    /** Postsynaptic neuron. */
    readonly post: number;
    /** Its variables by name. */
    readonly variables: Readonly<Record<string, number>>;
}
/** A store as lists of objects: slow, and simple enough to be believed. */
export interface NaiveStore {
    /** Synapses of each presynaptic neuron, in slot order. */
    readonly rows: readonly NaiveSynapse[][];
    /** Synapses of each postsynaptic neuron, in column order. */
    readonly columns: readonly NaiveSynapse[][];
    /** Value of each variable at birth. */
    readonly birth: Readonly<Record<string, number>>;
}
/**
 * Puts a snapshot into lists.
 *
 * @param snapshot - the synapses
 * @param sizes - numbers of presynaptic and postsynaptic neurons
 * @param birth - value of each variable at birth
 */
export declare function naiveStore(snapshot: StoreSnapshot, sizes: {
    readonly preSize: number;
    readonly postSize: number;
}, birth: Readonly<Record<string, number>>): NaiveStore;
/**
 * Applies an edit in the order that DESIGN §5 gives: per row, removals from the highest slot down, the last synapse
 * filling the hole, then births in the order of their draws; then columns likewise, births in ascending presynaptic order.
 *
 * @param store - the lists
 * @param edit - what to remove and what to add
 */
export declare function editNaively(store: NaiveStore, { remove, births, values }: StoreEdit): void;
/**
 * The synapses in row order and slot order.
 *
 * @param store - the lists
 * @param columns - whether to add the offset of each synapse in its column
 */
export declare function snapshotOf(store: NaiveStore, columns: boolean): StoreSnapshot;
