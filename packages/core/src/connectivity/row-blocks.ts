import type { Arena, Block, StoreArray } from './arena.ts';
import { FreeBlocks } from './free-blocks.ts';

// Room for growth per address in use. Using up that room pays for closing the gaps again, so a birth costs a few copies of its
// row on average, and memory stays within this factor.
const ROOM = 1.15;
// Rows that have all been closed up leave at least this room, or they get more: else a store whose size stays the same would outgrow
// its room by a little, again and again.
const LEAST_ROOM = 1.08;
// Room for growth of a store of any size: a small one would close its gaps again and again.
const SPARE = 1024;

const roundUp = (length: number): number => (length + 3) & ~3;

/**
 * Rows that grow: each owns a block of an arena with some room to spare, and moves to a larger block when it is full.
 *
 * Several parallel arrays (the lanes) share the layout. Capacities are multiples of four, so every row starts at a
 * multiple of four; outside the rows every lane holds zero, so that a loop over whole vectors does no harm. Where a
 * row lies cannot be observed in any result.
 */
export class RowBlocks {
  /** Address of the first slot of each row. */
  readonly starts: Block<Uint32Array>;
  /** Number of slots in use in each row. */
  readonly lengths: Block<Uint32Array>;
  /** Number of slots each row has room for. */
  readonly capacities: Block<Uint32Array>;
  private readonly arena: Arena;
  private readonly lanes: readonly Block[];
  private readonly rows: number;
  private readonly free = new FreeBlocks();
  /** Number of addresses the lanes have room for. */
  private room = 0;
  /** Every row lies below this address. */
  private top = 0;

  /**
   * @param rows - number of rows
   * @param lanes - the arrays that share the layout
   * @param arena - where the memory comes from
   */
  constructor(rows: number, lanes: readonly Block[], arena: Arena) {
    this.rows = rows;
    this.lanes = lanes;
    this.arena = arena;
    this.starts = arena.words(rows);
    this.lengths = arena.words(rows);
    this.capacities = arena.words(rows);
  }

  /** One more than the highest address in use: loops over all addresses end here. */
  get end(): number {
    return this.top;
  }

  /** Lays all rows out anew, full and in order; their contents are zero. @param lengths - of the rows */
  reset(lengths: Uint32Array): void {
    const { starts, capacities } = this;
    this.free.clear();
    this.top = 0;
    this.lengths.values.set(lengths);
    for (let row = 0; row < this.rows; row++) {
      starts.values[row] = this.top;
      capacities.values[row] = roundUp(lengths[row]);
      this.top += capacities.values[row];
    }
    this.room = roundUp(this.top * ROOM) + SPARE;
    for (const lane of this.lanes) {
      lane.values.fill(0);
      this.arena.resize(lane, this.room);
    }
  }

  /** Adds a slot, all zero, to a row. @param row - the row @returns its address */
  append(row: number): number {
    const length = this.lengths.values[row];
    if (length === this.capacities.values[row]) this.relocate(row, length);
    this.lengths.values[row] = length + 1;
    return this.starts.values[row] + length;
  }

  /**
   * Takes a slot out of a row: the last one moves into the hole.
   *
   * @param row - the row
   * @param slot - the slot to empty
   */
  remove(row: number, slot: number): void {
    const start = this.starts.values[row];
    const last = --this.lengths.values[row];
    for (const { values } of this.lanes) {
      values[start + slot] = values[start + last];
      values[start + last] = 0;
    }
  }

  private relocate(row: number, length: number): void {
    const wanted = roundUp(Math.max(4, length * 1.5));
    let block = this.free.take(wanted);
    if (!block) {
      this.makeRoom(wanted);
      block = { start: this.top, capacity: wanted };
      this.top += wanted;
    }
    const from = this.starts.values[row];
    for (const { values } of this.lanes) move(values, from, block.start, length);
    this.free.give(from, this.capacities.values[row]);
    this.starts.values[row] = block.start;
    this.capacities.values[row] = block.capacity;
  }

  /** Makes sure that `wanted` addresses from `top` on exist. */
  private makeRoom(wanted: number): void {
    if (this.top + wanted <= this.room) return;
    this.compact();
    if ((this.top + wanted) * LEAST_ROOM + SPARE / 2 <= this.room) return;
    this.room = roundUp((this.top + wanted) * ROOM) + SPARE;
    for (const lane of this.lanes) this.arena.resize(lane, this.room);
  }

  /** Closes the gaps between rows and takes back their spare room. */
  private compact(): void {
    const starts = this.starts.values;
    const order = Uint32Array.from(starts.keys()).sort((a, b) => starts[a] - starts[b]);
    const lengths = this.lengths.values;
    let top = 0;
    // In the order of their addresses rows only move down, so none is overwritten before it has moved.
    for (const row of order) {
      for (const { values } of this.lanes) move(values, starts[row], top, lengths[row]);
      starts[row] = top;
      this.capacities.values[row] = roundUp(lengths[row]);
      top += this.capacities.values[row];
    }
    this.top = top;
    this.free.clear();
  }
}

/** Moves a stretch of an array down, or up to where it does not overlap itself, and leaves zeros behind. */
function move(values: StoreArray, from: number, to: number, length: number): void {
  if (from === to) return;
  const end = from + length;
  // For the few values of a sparse row a loop is several times faster than the built-in methods.
  if (length > 32) {
    values.copyWithin(to, from, end);
    values.fill(0, to < from ? Math.max(from, to + length) : from, end);
    return;
  }
  for (let k = 0; k < length; k++) {
    const value = values[from + k];
    values[from + k] = 0;
    values[to + k] = value;
  }
}
