import { assign, f32x4, v128, valueType, type Code, type Local } from '@growcone/backend-cpu/wasm';

const FOUR = 16;
const ROWS = 4;

/** An address in memory. */
export interface Address {
  /** Local with its first part. */
  readonly base: Local;
  /** Added to it. */
  readonly shift: number;
}

/** A new local with an address. @param code - the function @param address - the address */
export function pointer(code: Code, address: number): Local {
  const local = code.local(valueType.i32);
  assign(code, local, address);
  return local;
}

/** Vectors of zeros. @param code - the function @param count - how many */
export const clear = (code: Code, count: number): readonly Local[] =>
  Array.from({ length: count }, () => {
    code.f32(0);
    code.op(f32x4.splat);
    return code.take(valueType.v128);
  });

/** Four rows of sums, zero at first: they stay in registers. @param code - the function @param vectors - vectors of a row */
export const tile = (code: Code, vectors: number): readonly (readonly Local[])[] =>
  Array.from({ length: ROWS }, () => clear(code, vectors));

/**
 * Adds the product of four numbers with a row of vectors.
 *
 * @param code - the function
 * @param sums - the tile
 * @param scalars - where the four numbers are, `stride` bytes apart
 * @param vectors - where the vectors are
 */
export function multiplyAdd(
  code: Code,
  sums: readonly (readonly Local[])[],
  scalars: Address & { readonly stride: number },
  vectors: Address,
): void {
  const loaded = sums[0]!.map((_, v) => {
    code.get(vectors.base);
    code.access(v128.load, vectors.shift + FOUR * v);
    return code.take(valueType.v128);
  });
  sums.forEach((line, r) => {
    code.get(scalars.base);
    code.access(v128.load32Splat, scalars.shift + r * scalars.stride);
    const scalar = code.take(valueType.v128);
    line.forEach((sum, v) => {
      code.get(sum, scalar, loaded[v]!);
      code.op(f32x4.mul, f32x4.add);
      code.set(sum);
    });
  });
}

/** Stores a vector. @param code - the function @param base - address @param shift - added to it @param value - the vector */
export function store(code: Code, base: Local, shift: number, value: Local): void {
  code.get(base, value);
  code.access(v128.store, shift);
}
