import type { Arena, Block, IndexArray, IndexBits, RealArray, StoreArray } from '@growcone/core';
import type { Memory } from './memory.ts';

/** Bytes after the last value that may be read. */
const SLACK = 16;

type View = 'u8' | 'u16' | 'u32' | 'f32';

/** A store's array in a {@link Memory}: its view is made anew when the memory has grown. */
export class MemoryBlock<T extends StoreArray = StoreArray> implements Block<T> {
  /** Where it starts; 0 while it is empty. */
  address = 0;
  /** Number of values. */
  length = 0;
  private readonly memory: Memory;
  private readonly view: View;
  private made = -1;
  private cached: T;

  /** @param memory - where it lies @param view - the kind of its values */
  constructor(memory: Memory, view: View) {
    this.memory = memory;
    this.view = view;
    this.cached = this.look();
  }

  /** The present view. */
  get values(): T {
    if (this.made !== this.memory.growths) this.cached = this.look();
    return this.cached;
  }

  /** Changes its length; values up to the shorter length stay, others are zero. @param length - the new length */
  resize(length: number): void {
    if (length === this.length) return;
    const width = this.memory[this.view].BYTES_PER_ELEMENT;
    const old = this.address;
    const kept = Math.min(length, this.length) * width;
    // Loops over whole vectors may read three values past the end.
    this.address = length === 0 ? 0 : this.memory.allocate(length * width + SLACK, 'synapses');
    if (kept > 0) this.memory.u8.copyWithin(this.address, old, old + kept);
    this.memory.free(old);
    this.length = length;
    this.cached = this.look();
  }

  private look(): T {
    const all = this.memory[this.view];
    const start = this.address / all.BYTES_PER_ELEMENT;
    this.made = this.memory.growths;
    // The block's kind was chosen when it was made, so the cast only restores what `view` has lost.
    return all.subarray(start, start + this.length) as StoreArray as T;
  }
}

const views = { 8: 'u8', 16: 'u16', 32: 'u32' } as const satisfies Record<IndexBits, View>;

/** An arena that knows how much it has given. */
export interface MemoryArena extends Arena {
  /** Bytes of all blocks. */
  bytes(): number;
}

/** Room for stores in a WebAssembly memory. @param memory - the memory */
export function memoryArena(memory: Memory): MemoryArena {
  const made: MemoryBlock[] = [];
  const make = <T extends StoreArray>(view: View, length: number): MemoryBlock<T> => {
    const block = new MemoryBlock<T>(memory, view);
    block.resize(length);
    made.push(block);
    return block;
  };
  return {
    indices: (bits, length) => make<IndexArray>(views[bits], length),
    words: (length) => make<Uint32Array>('u32', length),
    reals: (length) => make<RealArray>('f32', length),
    resize: (block, length) => (block as MemoryBlock).resize(length),
    bytes: () => made.reduce((sum, { values }) => sum + values.byteLength, 0),
  };
}

/** Where a block lies. @param block - a block of a {@link memoryArena} */
export const addressOf = (block: Block): number => (block as MemoryBlock).address;
