import type { Arena, Block } from './arena.ts';
import { groupByKey } from './group.ts';
import { type IndexArray, type IndexBits, indexBits } from './index-bits.ts';
import { RowBlocks } from './row-blocks.ts';
import type { PairList } from './store.ts';

/** Synapses that have left their rows, as their columns know them. */
export interface LeftColumns {
  /** Postsynaptic neuron of each. */
  readonly post: ArrayLike<number>;
  /** Offset of each in its column before the edit. */
  readonly offset: ArrayLike<number>;
}

/** Synapses that have joined their rows. */
export interface JoinedColumns extends PairList {
  /** Slot of each in its row. */
  readonly slot: ArrayLike<number>;
}

/**
 * Tells a row at which offset of its column one of its synapses now lies.
 *
 * @param pre - presynaptic neuron of the synapse
 * @param slot - its place in the row, from 0
 * @param offset - its new place in the column, from 0
 */
export type ColumnOffsetMoved = (pre: number, slot: number, offset: number) => void;

/**
 * The synapses of each postsynaptic neuron: for each, its presynaptic neuron and its slot there.
 *
 * Both the slot kept here and the offset kept in the row are relative, so relocating a row or a column copies it and
 * changes nothing else.
 */
export class ColumnIndex {
  /** Presynaptic neuron of each entry. */
  readonly pre: Block<IndexArray>;
  /** Slot of each entry in its row. */
  readonly slot: Block<IndexArray>;
  private readonly blocks: RowBlocks;

  /**
   * @param preSize - number of presynaptic neurons
   * @param postSize - number of postsynaptic neurons
   * @param arena - where the memory comes from
   * @param slotBits - width of a slot; given where a row may be longer than there are postsynaptic neurons
   */
  constructor(preSize: number, postSize: number, arena: Arena, slotBits: IndexBits = indexBits(postSize)) {
    this.pre = arena.indices(indexBits(preSize), 0);
    this.slot = arena.indices(slotBits, 0);
    this.blocks = new RowBlocks(postSize, [this.pre, this.slot], arena);
  }

  /** Address of the first entry of each column. */
  get starts(): Block<Uint32Array> {
    return this.blocks.starts;
  }

  /** Number of entries of each column: the in-degrees. */
  get lengths(): Block<Uint32Array> {
    return this.blocks.lengths;
  }

  /** Number of entries each column has room for. */
  get capacities(): Block<Uint32Array> {
    return this.blocks.capacities;
  }

  /** Makes columns of the given lengths, to be filled by {@link ColumnIndex.set}. @param lengths - of the columns */
  reset(lengths: Uint32Array): void {
    this.blocks.reset(lengths);
  }

  /**
   * Writes an entry.
   *
   * @param post - the column
   * @param offset - the offset in the column
   * @param pre - the presynaptic neuron
   * @param slot - the slot in its row
   */
  set(post: number, offset: number, pre: number, slot: number): void {
    const address = this.starts.values[post] + offset;
    this.pre.values[address] = pre;
    this.slot.values[address] = slot;
  }

  /**
   * Notes that a row has moved a synapse to another slot.
   *
   * @param post - the column
   * @param offset - the offset in the column
   * @param slot - the new slot in the row
   */
  moved(post: number, offset: number, slot: number): void {
    this.slot.values[this.starts.values[post] + offset] = slot;
  }

  /**
   * Follows the edits of the rows. Per column: removals from the highest offset down, each hole filled by the last entry;
   * then births in ascending order of their presynaptic neuron.
   *
   * @param left - synapses that the rows have removed
   * @param joined - synapses that the rows have added
   * @param tell - told of every offset that the rows must know
   */
  follow(left: LeftColumns, joined: JoinedColumns, tell: ColumnOffsetMoved): void {
    const go = (i: number): void => this.remove(left.post[i], left.offset[i], tell);
    const come = (i: number): void => {
      const post = joined.post[i];
      const offset = this.lengths.values[post];
      const address = this.blocks.append(post);
      this.pre.values[address] = joined.pre[i];
      this.slot.values[address] = joined.slot[i];
      tell(joined.pre[i], joined.slot[i], offset);
    };
    eachByColumn(left.post, (a, b) => left.offset[b] - left.offset[a], go);
    eachByColumn(joined.post, (a, b) => joined.pre[a] - joined.pre[b], come);
  }

  private remove(post: number, offset: number, tell: ColumnOffsetMoved): void {
    this.blocks.remove(post, offset);
    if (offset === this.lengths.values[post]) return;
    const address = this.starts.values[post] + offset;
    tell(this.pre.values[address], this.slot.values[address], offset);
  }
}

/** Visits positions of a list column by column, in an order within each; a single one, the most frequent case, as it is. */
function eachByColumn(
  posts: ArrayLike<number>,
  order: (a: number, b: number) => number,
  visit: (position: number) => void,
): void {
  if (posts.length === 0) return;
  if (posts.length === 1) return visit(0);
  for (const members of groupByKey(posts).values()) for (const i of members.sort(order)) visit(i);
}
