import type { ArraySpec } from '@growcone/core';
import type { Memory } from './memory.ts';
import type { MemoryTools } from './memory-tools.ts';
import type { Rooms } from './rooms.ts';

/** A shard array: its copies follow one another. */
interface Sharded {
  readonly spec: ArraySpec;
  /** Values of one copy now. */
  readonly elements: () => number;
  address: number;
  /** Bytes of one copy, a multiple of 16. */
  bytes: number;
  copies: number;
  /** Copies that may hold something; 0 after the first one was cleared. */
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
      this.arrays.set(spec.id, { spec, elements, address: 0, bytes: 0, copies: 0, used: 0 });
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

  /** Makes room for examples that add to arrays. @param copies - number of shards @param arrays - which arrays */
  open(copies: number, arrays: Iterable<number>): void {
    this.resize(copies, arrays);
    for (const id of arrays) {
      const array = this.find(id);
      array.used = Math.max(array.used, copies);
    }
  }

  /**
   * Makes room for a number of copies and for stores that have grown; what copies hold stays.
   *
   * @param copies - at least these
   * @param arrays - of which arrays; of all if left out
   */
  resize(copies: number, arrays: Iterable<number> = this.arrays.keys()): void {
    if (this.arrays.size === 0) return;
    // Three values past the end may be written, as zeros.
    const bytesOf = (array: Sharded): number => 16 * Math.ceil((array.elements() * 4 + 12) / 16);
    const moving = Array.from(arrays, (id) => this.find(id)).filter(
      (array) => bytesOf(array) !== array.bytes || copies > array.copies,
    );
    // The room of those that hold nothing is free for all.
    for (const array of moving) if (array.used === 0) this.rooms.drop(nameOf(array));
    for (const array of moving) {
      const bytes = bytesOf(array);
      const wanted = Math.max(copies, array.copies);
      const { address, release } = this.rooms.replace(nameOf(array), bytes * wanted);
      const { u8 } = this.memory;
      for (let copy = 0; copy < array.used; copy++) {
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
    const { address, bytes, used } = found;
    found.used = Math.min(used, 1);
    return tools.sum(address, bytes, bytes, Math.max(1, used)) === 0;
  }

  /** Says that the runtime itself has added to a first copy. @param array - which array */
  touched(array: number): void {
    const found = this.find(array);
    found.used = Math.max(found.used, 1);
  }

  /** Sets every copy to zero. @param arrays - of which arrays; of all if left out */
  clear(arrays: Iterable<number> = this.arrays.keys()): void {
    for (const id of arrays) {
      const array = this.find(id);
      this.memory.u8.fill(0, array.address, array.address + array.bytes * Math.max(1, array.used));
      array.used = 0;
    }
  }

  private find(array: number): Sharded {
    const found = this.arrays.get(array);
    if (!found) throw new RangeError(`array ${array} has no shards`);
    return found;
  }
}

const nameOf = ({ spec }: Sharded): string => `gradients ${spec.name}`;
