import { float32Constants } from './float32-constants.ts';
import { float32Numbers } from './float32-numbers.ts';
import type { Float32Operations } from './float32-operations.ts';
import { horner } from './horner.ts';

/**
 * e^x in single precision, as steps for any target: within 1 ulp for every input, subnormal results included.
 *
 * @typeParam F - an f32 value
 * @typeParam I - an i32 value
 * @typeParam M - a truth value per lane
 * @param o - the target's operations
 * @param x - any f32
 */
export function expF32Steps<F, I, M>(o: Float32Operations<F, I, M>, x: F): F {
  const { expLowest, expHighest, log2e, ln2High, ln2Low, exp } = float32Constants;
  const clamped = o.max(o.min(x, o.constant(expHighest)), o.constant(expLowest));
  const n = o.nearest(o.mul(clamped, o.constant(log2e)));
  const r = o.sub(o.sub(clamped, o.mul(n, o.constant(ln2High))), o.mul(n, o.constant(ln2Low)));
  const curved = o.mul(o.mul(horner(o, r, exp), r), r);
  const q = o.add(o.add(curved, r), o.constant(1));
  // 2^n in two factors: one alone would leave the exponent range before a subnormal or the largest result is reached.
  const k = o.toInteger(n);
  const half = o.shiftRight(k, 1);
  return o.mul(o.mul(q, powerOfTwo(o, half)), powerOfTwo(o, o.subInteger(k, half)));
}

function powerOfTwo<F, I, M>(o: Float32Operations<F, I, M>, k: I): F {
  return o.fromBits(o.shiftLeft(o.addInteger(k, o.integer(127)), 23));
}

/**
 * e^x in single precision: the bits that every CPU backend computes.
 *
 * @param x - rounded to f32 first
 */
export function expF32(x: number): number {
  return expF32Steps(float32Numbers, Math.fround(x));
}
