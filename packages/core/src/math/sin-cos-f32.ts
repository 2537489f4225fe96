import { float32Constants } from './float32-constants.ts';
import { float32Numbers } from './float32-numbers.ts';
import type { Float32Operations } from './float32-operations.ts';
import { horner } from './horner.ts';
import type { SinCos } from './sin-cos.ts';

/**
 * Sine and cosine of 2πx in single precision, as steps for any target: within 2 ulp of the largest value in its octave,
 * for |x| ≤ 2^22.
 *
 * @typeParam F - an f32 value
 * @typeParam I - an i32 value
 * @typeParam M - a truth value per lane
 * @param o - the target's operations
 * @param x - the angle in turns
 */
export function sinCosOfTurnsF32Steps<F, I, M>(
  o: Float32Operations<F, I, M>,
  x: F,
): {
  /** sin 2πx. */
  readonly sin: F;
  /** cos 2πx. */
  readonly cos: F;
} {
  const { twoPi, sin, cos } = float32Constants;
  const quarter = o.nearest(o.mul(x, o.constant(4)));
  const y = o.mul(o.sub(x, o.mul(quarter, o.constant(0.25))), o.constant(twoPi));
  const z = o.mul(y, y);
  const s = o.add(o.mul(o.mul(horner(o, z, sin), z), y), y);
  const bent = o.mul(o.mul(horner(o, z, cos), z), z);
  const c = o.add(o.sub(bent, o.mul(z, o.constant(0.5))), o.constant(1));

  // An odd quarter swaps sine and cosine; the second bit of the quarter is the sign.
  const q = o.toInteger(quarter);
  const swapped = o.equalInteger(o.and(q, o.integer(1)), o.integer(1));
  const sinSign = o.shiftLeft(o.and(q, o.integer(2)), 30);
  const cosSign = o.shiftLeft(o.and(o.addInteger(q, o.integer(1)), o.integer(2)), 30);
  return {
    sin: flipSign(o, o.select(swapped, c, s), sinSign),
    cos: flipSign(o, o.select(swapped, s, c), cosSign),
  };
}

function flipSign<F, I, M>(o: Float32Operations<F, I, M>, a: F, signBit: I): F {
  return o.fromBits(o.addInteger(o.bits(a), signBit));
}

/**
 * Sine and cosine of 2πx in single precision: the bits that every CPU backend computes.
 *
 * @param x - the angle in turns, rounded to f32 first
 */
export function sinCosOfTurnsF32(x: number): SinCos {
  return sinCosOfTurnsF32Steps(float32Numbers, Math.fround(x));
}
