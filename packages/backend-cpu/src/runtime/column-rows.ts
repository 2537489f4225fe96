import { offsetBytes, padded } from './layout.ts';
import type { Memory } from './memory.ts';
import type { PlacedStore, StorePlace } from './placed-store.ts';
import type { Rooms } from './rooms.ts';

/** Room is made in steps of this factor, so that it seldom moves while the store is rewired. */
const SLACK = 1.125;

/** The synapses of a sparse store by postsynaptic neuron. Every column fills whole vectors; the rest of its last one stands for no synapse. */
export class ColumnRows implements StorePlace {
  private readonly name: string;
  private readonly memory: Memory;
  private readonly rooms: Rooms;
  private readonly rows: PlacedStore;
  private stale = true;
  private capacity = 0;
  /** Where the values of each synapse lie in column order, and in the store. */
  private positions = new Uint32Array(0);
  private addresses = new Uint32Array(0);

  /** @param name - for messages @param memory - where they lie @param rooms - its blocks @param rows - the store */
  constructor(name: string, memory: Memory, rooms: Rooms, rows: PlacedStore) {
    this.name = name;
    this.memory = memory;
    this.rooms = rooms;
    this.rows = rows;
  }

  /** The store has changed. */
  changed(): void {
    this.stale = true;
  }

  slots(): number {
    this.update();
    return this.capacity;
  }

  words(): readonly [number, number, number, number] {
    this.update();
    return this.blocks();
  }

  /** The address in the store of the synapse at a position in column order; undefined where there is none. @param position - the position */
  addressOf(position: number): number | undefined {
    return this.addresses[this.positions.indexOf(position)];
  }

  /** Adds values in column order to those that the store has. @param from - address of the former @param into - of the latter */
  addToRows(from: number, into: number): void {
    this.update();
    const { f32 } = this.memory;
    const { positions, addresses } = this;
    for (let i = 0; i < positions.length; i++) f32[into / 4 + addresses[i]!]! += f32[from / 4 + positions[i]!]!;
  }

  private blocks(): readonly [number, number, number, number] {
    const { name, rooms, rows } = this;
    const { postSize, preSize } = rows.store;
    return [
      rooms.take(`ends of ${name}`, 4 * postSize),
      0,
      rooms.take(`presynaptic offsets of ${name}`, this.capacity * offsetBytes(preSize) + 16),
      0,
    ];
  }

  private update(): void {
    if (!this.stale) return;
    this.stale = false;
    const { rows, memory } = this;
    const { preSize, postSize, count } = rows.store;
    const posts = new Uint32Array(count);
    const addresses = new Uint32Array(count);
    const lengths = new Uint32Array(postSize);
    const rowEnds = new Uint32Array(preSize);
    let at = 0;
    for (let pre = 0; pre < preSize; pre++) {
      const end = at + rows.store.rowLength(pre);
      rows.store.copyRow(pre, posts.subarray(at, end), addresses.subarray(at, end));
      for (; at < end; at++) lengths[posts[at]!]!++;
      rowEnds[pre] = end;
    }
    const next = new Uint32Array(postSize);
    let used = 0;
    for (let post = 0; post < postSize; post++) {
      next[post] = used;
      used += padded(lengths[post]!);
    }
    if (used > this.capacity) this.capacity = padded(Math.ceil(used * SLACK));

    const [endsAt, , offsetsAt] = this.blocks();
    const bytes = offsetBytes(preSize);
    const offsets = (bytes === 2 ? memory.u16 : memory.u32)
      .subarray(offsetsAt / bytes, offsetsAt / bytes + used)
      .fill(0);
    memory.u32.set(
      next.map((start, post) => 4 * (start + padded(lengths[post]!))),
      endsAt / 4,
    );
    const positions = new Uint32Array(count);
    at = 0;
    for (let pre = 0; pre < preSize; pre++) {
      for (; at < rowEnds[pre]!; at++) {
        const position = next[posts[at]!]!++;
        positions[at] = position;
        offsets[position] = 4 * pre;
      }
    }
    this.positions = positions;
    this.addresses = addresses;
  }
}
