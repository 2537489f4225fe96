/**
 * The operations from which core builds its single-precision functions, over whatever a target calls a number: JavaScript
 * numbers here, instructions in a WebAssembly emitter, names in a WGSL printer.
 *
 * A function such as `expF32Steps` written over this interface is *one* sequence of roundings, printed everywhere: each operation rounds
 * once to f32, and the caller keeps their order. A value may be used more than once, so an emitter returns a local, not
 * a piece of text. Operations act on each lane alone; there are no branches.
 *
 * @typeParam F - an f32 value
 * @typeParam I - an i32 value
 * @typeParam M - a truth value per lane
 */
export interface Float32Operations<F, I, M> {
  /** The f32 nearest to a number. */
  constant(value: number): F;
  /** a + b. */
  add(a: F, b: F): F;
  /** a - b. */
  sub(a: F, b: F): F;
  /** a · b. */
  mul(a: F, b: F): F;
  /** a / b. */
  div(a: F, b: F): F;
  /** The square root. */
  sqrt(a: F): F;
  /** `b` if `b < a`, else `a`: keeps a NaN in `a` (WebAssembly's `pmin`). */
  min(a: F, b: F): F;
  /** `b` if `a < b`, else `a`: keeps a NaN in `a` (WebAssembly's `pmax`). */
  max(a: F, b: F): F;
  /** `a` without its sign. */
  abs(a: F): F;
  /** The nearest integer, ties to even. */
  nearest(a: F): F;
  /** An integral `a` as i32; NaN becomes 0. */
  toInteger(a: F): I;
  /** The f32 nearest to an i32. */
  fromInteger(a: I): F;
  /** The bits of an f32. */
  bits(a: F): I;
  /** The f32 with these bits. */
  fromBits(a: I): F;
  /** The same integer in every lane. */
  integer(value: number): I;
  /** a + b, modulo 2^32. */
  addInteger(a: I, b: I): I;
  /** a - b, modulo 2^32. */
  subInteger(a: I, b: I): I;
  /** Bitwise and. */
  and(a: I, b: I): I;
  /** Bitwise or. */
  or(a: I, b: I): I;
  /** Shift to the left by a constant. */
  shiftLeft(a: I, count: number): I;
  /** Shift to the right by a constant, copying the sign. */
  shiftRight(a: I, count: number): I;
  /** a < b, false for NaN. */
  less(a: F, b: F): M;
  /** Whether two integers are equal. */
  equalInteger(a: I, b: I): M;
  /** `yes` where the condition holds, else `no`; both are computed. */
  select(condition: M, yes: F, no: F): F;
  /** `yes` where the condition holds, else `no`, for integers. */
  selectInteger(condition: M, yes: I, no: I): I;
}
