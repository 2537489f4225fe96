import type { ArraySpec } from '@growcone/core';
import type { Memory } from './memory.ts';
import type { MemoryTools } from './memory-tools.ts';
import type { Rooms } from './rooms.ts';

/** Bytes of all gradient shards together, at most, unless one copy alone has more. */
const SHARD_BYTES = 64 * 2 ** 20;
const MOST_SHARDS = 8;

/**
 * Number of gradient shards: a function of network and batch only, so that a result depends on nothing else.
 *
 * @param batch - number of examples
 * @param gradientBytes - of one copy of every gradient
 */
export const shardCount = (batch: number, gradientBytes: number): number =>
  Math.min(batch, MOST_SHARDS, Math.max(1, Math.floor(SHARD_BYTES / Math.max(1, gradientBytes))));

/** A shard array: its copies follow one another. */
interface Sharded {
  readonly spec: ArraySpec;
  /** Values of one copy now. */
  readonly elements: () => number;
  address: number;
  /** Bytes of one copy, a multiple of 16. */
  bytes: number;
  copies: number;
  /** Copies that may hold something since the last reduction. */
  used: number;
}

/** The copies of all shard arrays. */
export class ShardMemory {
  private readonly memory: Memory;
  private readonly rooms: Rooms;
  private readonly arrays = new Map<number, Sharded>();

  /** @param memory - where they lie @param rooms - its blocks @param arrays - the arrays with their present length */
  constructor(
    memory: Memory,
    rooms: Rooms,
    arrays: readonly { readonly spec: ArraySpec; readonly elements: () => number }[],
  ) {
    this.memory = memory;
    this.rooms = rooms;
    for (const { spec, elements } of arrays) {
      this.arrays.set(spec.id, { spec, elements, address: 0, bytes: 0, copies: 0, used: 1 });
    }
    this.resize(1);
  }

  /** Where a copy starts. @param array - the array @param copy - which */
  address(array: number, copy: number = 0): number {
    const { address, bytes } = this.find(array);
    return address + copy * bytes;
  }

  /** Bytes between two copies. @param array - the array */
  stride(array: number): number {
    return this.find(array).bytes;
  }

  /**
   * Makes room for a number of copies and for stores that have grown; what copies hold stays.
   *
   * @param copies - at least these
   * @param arrays - of which arrays; of all if left out
   */
  resize(copies: number, arrays: Iterable<number> = this.arrays.keys()): void {
    for (const id of arrays) {
      const array = this.find(id);
      array.used = Math.max(array.used, copies);
      // Three values past the end may be written, as zeros.
      const bytes = 16 * Math.ceil((array.elements() * 4 + 12) / 16);
      if (bytes === array.bytes && copies <= array.copies) continue;
      const wanted = Math.max(copies, array.copies);
      const name = `gradients ${array.spec.name}`;
      const { address, release } = this.rooms.replace(name, bytes * wanted);
      const { u8 } = this.memory;
      for (let copy = 0; copy < array.copies; copy++) {
        const from = array.address + copy * array.bytes;
        u8.copyWithin(address + copy * bytes, from, from + Math.min(bytes, array.bytes));
      }
      release();
      Object.assign(array, { address, bytes, copies: wanted });
    }
  }

  /** Sums the copies into the first. @param array - which array @param tools - adds @returns whether every sum is finite */
  reduce(array: number, tools: MemoryTools): boolean {
    const found = this.find(array);
    const { address, bytes, copies, used } = found;
    found.used = 1;
    return tools.sum(address, bytes, bytes, Math.min(copies, used)) === 0;
  }

  /** Sets first copies to zero. @param arrays - which arrays */
  clear(arrays: Iterable<number>): void {
    for (const id of arrays) {
      const { address, bytes } = this.find(id);
      this.memory.u8.fill(0, address, address + bytes);
    }
  }

  /** Sets every copy of every array to zero. */
  clearAll(): void {
    for (const array of this.arrays.values()) {
      const { address, bytes, copies } = array;
      this.memory.u8.fill(0, address, address + bytes * copies);
      array.used = 1;
    }
  }

  private find(array: number): Sharded {
    const found = this.arrays.get(array);
    if (!found) throw new RangeError(`array ${array} has no shards`);
    return found;
  }
}
