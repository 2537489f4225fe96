import type { PopulationSpec, Rows, StoreSnapshot, StoreSpec } from '@growcone/core';

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
export function synapseTable(spec: StoreSpec, populations: readonly PopulationSpec[]): SynapseTable {
  const preSize = populations[spec.pre].size;
  const postSize = populations[spec.post].size;
  const none = new Uint32Array();
  const table: SynapseTable = {
    spec,
    preSize,
    postSize,
    pre: none,
    post: none,
    rowStarts: new Uint32Array(preSize + 1),
    columnOffsets: undefined,
  };
  if (spec.format === 'dense') {
    const count = preSize * postSize;
    setPairs(table, {
      pre: Uint32Array.from({ length: count }, (_, i) => Math.floor(i / postSize)),
      post: Uint32Array.from({ length: count }, (_, i) => i % postSize),
    });
  }
  return table;
}

/**
 * Replaces the synapses.
 *
 * @param table - the table
 * @param pairs - in row order
 * @param columnOffsets - offset of each synapse in its column, where columns are kept
 */
export function setPairs(
  table: SynapseTable,
  pairs: Pick<StoreSnapshot, 'pre' | 'post'>,
  columnOffsets?: Uint32Array,
): void {
  table.pre = pairs.pre.slice();
  table.post = pairs.post.slice();
  table.columnOffsets = columnOffsets?.slice();
  const starts = new Uint32Array(table.preSize + 1);
  for (const pre of pairs.pre) starts[pre + 1]++;
  for (let i = 0; i < table.preSize; i++) starts[i + 1] += starts[i];
  table.rowStarts = starts;
}

/** The table as core's drawing of absent pairs sees it. @param table - the table */
export function rowsOf({ preSize, postSize, post, rowStarts }: SynapseTable): Rows {
  const rowLength = (pre: number): number => rowStarts[pre + 1] - rowStarts[pre];
  return {
    preSize,
    postSize,
    count: post.length,
    rowLength,
    copyRow(pre, posts, addresses) {
      const length = rowLength(pre);
      for (let slot = 0; slot < length; slot++) {
        posts[slot] = post[rowStarts[pre] + slot];
        if (addresses) addresses[slot] = rowStarts[pre] + slot;
      }
      return length;
    },
  };
}
