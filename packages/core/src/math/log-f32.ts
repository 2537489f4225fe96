import { float32Constants } from './float32-constants.ts';
import { float32Numbers } from './float32-numbers.ts';
import type { Float32Operations } from './float32-operations.ts';
import { horner } from './horner.ts';

// Bits of √½: subtracting them moves the exponent's carry to where the fraction passes √½.
const SQRT_HALF_BITS = 0x3f3504f3;
const SMALLEST_NORMAL = 2 ** -126;

/**
 * Natural logarithm in single precision, as steps for any target: within 1 ulp for every positive input, subnormals included;
 * minus infinity at zero, NaN below.
 *
 * @typeParam F - an f32 value
 * @typeParam I - an i32 value
 * @typeParam M - a truth value per lane
 * @param o - the target's operations
 * @param x - any f32
 */
export function logF32Steps<F, I, M>(o: Float32Operations<F, I, M>, x: F): F {
  const { ln2High, ln2Low, log } = float32Constants;
  const zero = o.constant(0);
  // A subnormal has no exponent of its own: lift it by 2^23 first.
  const subnormal = o.less(x, o.constant(SMALLEST_NORMAL));
  const lifted = o.select(subnormal, o.mul(x, o.constant(2 ** 23)), x);
  const shifted = o.subInteger(o.bits(lifted), o.integer(SQRT_HALF_BITS));
  const exponent = o.shiftRight(shifted, 23);
  const fraction = o.addInteger(o.and(shifted, o.integer(0x7fffff)), o.integer(SQRT_HALF_BITS));
  const lift = o.selectInteger(subnormal, o.integer(23), o.integer(0));
  const e = o.fromInteger(o.subInteger(exponent, lift));

  const f = o.sub(o.fromBits(fraction), o.constant(1));
  const z = o.mul(f, f);
  const cubic = o.mul(o.mul(horner(o, f, log), f), z);
  const small = o.sub(o.add(cubic, o.mul(e, o.constant(ln2Low))), o.mul(z, o.constant(0.5)));
  const finite = o.add(o.add(f, small), o.mul(e, o.constant(ln2High)));

  const infinity = o.constant(Infinity);
  const positive = o.select(o.less(x, infinity), finite, x);
  // At zero the difference is minus infinity; a NaN fails every comparison and ends here too, as NaN.
  const notPositive = o.select(o.less(x, zero), o.constant(NaN), o.sub(x, infinity));
  return o.select(o.less(zero, x), positive, notPositive);
}

/**
 * Natural logarithm in single precision: the bits that every CPU backend computes.
 *
 * @param x - rounded to f32 first
 */
export function logF32(x: number): number {
  return logF32Steps(float32Numbers, Math.fround(x));
}
