import type { IndexArray, IndexBits } from './index-bits.ts';

/** Values of synapse variables: single precision on devices, double in the reference interpreter. */
export type RealArray = Float32Array | Float64Array;

/** Any array of a store. */
export type StoreArray = IndexArray | RealArray;

/**
 * An array whose memory belongs to an {@link Arena}.
 *
 * @typeParam T - the kind of array
 */
export interface Block<T extends StoreArray = StoreArray> {
  /** The present view. Read it anew after anything that may allocate: growth replaces views. */
  readonly values: T;
}

/**
 * Where a store gets its memory: plain typed arrays by default; a backend gives room in its WebAssembly memory, whose
 * growth replaces every view.
 */
export interface Arena {
  /** Indices of the given width, all zero. @param bits - the width @param length - how many */
  indices(bits: IndexBits, length: number): Block<IndexArray>;
  /** Unsigned 32-bit words, all zero. @param length - how many */
  words(length: number): Block<Uint32Array>;
  /** Values of a variable, all zero. @param length - how many */
  reals(length: number): Block<RealArray>;
  /** Changes the length of a block; values up to the shorter length stay, others are zero. @param block - the block @param length - the new length */
  resize(block: Block, length: number): void;
}

class PlainBlock<T extends StoreArray> implements Block<T> {
  values: T;
  readonly make: (length: number) => T;

  constructor(make: (length: number) => T, length: number) {
    this.make = make;
    this.values = make(length);
  }

  resize(length: number): void {
    const old = this.values;
    this.values = this.make(length);
    this.values.set(old.length > length ? old.subarray(0, length) : old);
  }
}

const indexArrays = {
  8: (length: number) => new Uint8Array(length),
  16: (length: number) => new Uint16Array(length),
  32: (length: number) => new Uint32Array(length),
} satisfies Record<IndexBits, (length: number) => IndexArray>;

const realArrays = {
  f32: (length: number) => new Float32Array(length),
  f64: (length: number) => new Float64Array(length),
};

/**
 * Memory from plain typed arrays.
 *
 * @param precision - of the variables
 */
export function plainArena(precision: 'f32' | 'f64'): Arena {
  return {
    indices: (bits, length) => new PlainBlock<IndexArray>(indexArrays[bits], length),
    words: (length) => new PlainBlock(indexArrays[32], length),
    reals: (length) => new PlainBlock<RealArray>(realArrays[precision], length),
    resize: (block, length) => (block as PlainBlock<StoreArray>).resize(length),
  };
}
