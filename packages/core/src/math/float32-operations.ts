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
  /** The f32 nearest to a number, in every lane. @param value - a double; an infinity stays one */
  constant(value: number): F;
  /** a + b. @param a - first term @param b - second term */
  add(a: F, b: F): F;
  /** a - b. @param a - minuend @param b - subtrahend */
  sub(a: F, b: F): F;
  /** a · b. @param a - first factor @param b - second factor */
  mul(a: F, b: F): F;
  /** a / b. @param a - dividend @param b - divisor */
  div(a: F, b: F): F;
  /** The square root, correctly rounded. @param a - at least 0; below, the result is NaN */
  sqrt(a: F): F;
  /** `b` if `b < a`, else `a` (WebAssembly's `pmin`). @param a - its NaN is kept @param b - its NaN is dropped */
  min(a: F, b: F): F;
  /** `b` if `a < b`, else `a` (WebAssembly's `pmax`). @param a - its NaN is kept @param b - its NaN is dropped */
  max(a: F, b: F): F;
  /** `a` without its sign. @param a - may be NaN */
  abs(a: F): F;
  /** The nearest integer, ties to even. @param a - beyond 2^23 in size it is an integer already */
  nearest(a: F): F;
  /** A whole number as i32; NaN becomes 0. @param a - within the range of an i32 */
  toInteger(a: F): I;
  /** The f32 nearest to an i32. @param a - exact up to 2^24 in size */
  fromInteger(a: I): F;
  /** The bits of an f32. @param a - sign in bit 31, exponent in bits 23 to 30 */
  bits(a: F): I;
  /** The f32 with these bits. @param a - sign in bit 31, exponent in bits 23 to 30 */
  fromBits(a: I): F;
  /** The same integer in every lane. @param value - within the range of an i32 */
  integer(value: number): I;
  /** a + b, modulo 2^32. @param a - first term @param b - second term */
  addInteger(a: I, b: I): I;
  /** a - b, modulo 2^32. @param a - minuend @param b - subtrahend */
  subInteger(a: I, b: I): I;
  /** Bitwise and. @param a - 32 bits @param b - 32 bits */
  and(a: I, b: I): I;
  /** Bitwise or. @param a - 32 bits @param b - 32 bits */
  or(a: I, b: I): I;
  /** Shift to the left by a constant. @param a - 32 bits @param count - 0 … 31, the same in every lane */
  shiftLeft(a: I, count: number): I;
  /** Shift to the right by a constant, copying the sign. @param a - 32 bits @param count - 0 … 31, the same in every lane */
  shiftRight(a: I, count: number): I;
  /** a < b, false for NaN. @param a - the left side @param b - the right side */
  less(a: F, b: F): M;
  /** Whether two integers are equal. @param a - one of them @param b - the other */
  equalInteger(a: I, b: I): M;
  /** One of two values per lane; both are computed. @param condition - which @param yes - where it holds @param no - elsewhere */
  select(condition: M, yes: F, no: F): F;
  /** One of two integers per lane; both are computed. @param condition - which @param yes - where it holds @param no - elsewhere */
  selectInteger(condition: M, yes: I, no: I): I;
}
