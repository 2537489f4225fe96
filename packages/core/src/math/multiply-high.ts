/**
 * The upper 32 bits of the 64-bit product of two unsigned 32-bit integers, through 16-bit halves as on targets without a
 * wide multiplication.
 *
 * @param a - an unsigned 32-bit integer
 * @param b - an unsigned 32-bit integer
 */
export function multiplyHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const low = Math.imul(a0, b0) >>> 0;
  const middle = (Math.imul(a1, b0) >>> 0) + (low >>> 16);
  const carry = (Math.imul(a0, b1) >>> 0) + (middle & 0xffff);
  return ((Math.imul(a1, b1) >>> 0) + (middle >>> 16) + (carry >>> 16)) >>> 0;
}
