import type { PopulationSpec, StoreSnapshot, StoreSpec } from '@growcone/core';
/** The synapses of one store in row order and slot order. Their variables are arrays with one element per position. */
export interface SynapseTable {
    /** The store. */
    readonly spec: StoreSpec;
    /** Number of presynaptic neurons. */
    readonly preSize: number;
    /** Number of postsynaptic neurons. */
    readonly postSize: number;
    /** Presynaptic neuron of each synapse, ascending. */
    pre: Uint32Array;
    /** Postsynaptic neuron of each synapse. */
    post: Uint32Array;
    /** Where the row of each presynaptic neuron starts, and after the last where it ends. */
    rowStarts: Uint32Array;
    /** Offset of each synapse in its column, where columns are kept. */
    columnOffsets: Uint32Array | undefined;
}
/**
 * An empty table; a dense store has all its synapses from the start.
 *
 * @param spec - the store
 * @param populations - the populations of the plan
 */
export declare function synapseTable(spec: StoreSpec, populations: readonly PopulationSpec[]): SynapseTable;
/**
 * Replaces the synapses.
 *
 * @param table - the table
 * @param pairs - in row order
 * @param columnOffsets - offset of each synapse in its column, where columns are kept
 */
export declare function setPairs(table: SynapseTable, pairs: Pick<StoreSnapshot, 'pre' | 'post'>, columnOffsets?: Uint32Array): void;
