import type { Block } from './arena.ts';
import type { IndexArray } from './index-bits.ts';

/** Rows that lie side by side: the synapses of a row have ascending addresses without a gap. */
interface SparseRows {
  /** Postsynaptic neuron at each address. */
  readonly indices: Block<IndexArray>;
  /** Address of the first synapse of each row. */
  readonly starts: Block<Uint32Array>;
  /** Number of synapses of each row. */
  readonly lengths: Block<Uint32Array>;
}

/** See `Store.copyRow`. @param rows - the store @param pre - row @param posts - where to @param addresses - where to, if wanted */
export function copySparseRow(
  { indices, starts, lengths }: SparseRows,
  pre: number,
  posts: Uint32Array,
  addresses?: Uint32Array,
): number {
  const start = starts.values[pre];
  const length = lengths.values[pre];
  const { values } = indices;
  for (let slot = 0; slot < length; slot++) {
    posts[slot] = values[start + slot];
    if (addresses) addresses[slot] = start + slot;
  }
  return length;
}

/** See `Store.find`. @param rows - the store @param pre - row @param post - what is looked for */
export function findInSparseRow({ indices, starts, lengths }: SparseRows, pre: number, post: number): number {
  const start = starts.values[pre];
  const length = lengths.values[pre];
  const { values } = indices;
  for (let slot = 0; slot < length; slot++) if (values[start + slot] === post) return slot;
  return -1;
}
