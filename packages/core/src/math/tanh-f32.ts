import { expF32Steps } from './exp-f32.ts';
import { float32Constants } from './float32-constants.ts';
import { float32Numbers } from './float32-numbers.ts';
import type { Float32Operations } from './float32-operations.ts';
import { horner } from './horner.ts';

const SIGN_BIT = -0x80000000;

/**
 * Hyperbolic tangent in single precision, as steps for any target: within 1.5 ulp for every input.
 *
 * @typeParam F - an f32 value
 * @typeParam I - an i32 value
 * @typeParam M - a truth value per lane
 * @param o - the target's operations
 * @param x - any f32
 */
export function tanhF32Steps<F, I, M>(o: Float32Operations<F, I, M>, x: F): F {
  const { tanhSmall, tanh } = float32Constants;
  const size = o.abs(x);
  const z = o.mul(x, x);
  const small = o.add(o.mul(o.mul(horner(o, z, tanh), z), x), x);

  const one = o.constant(1);
  const exponential = expF32Steps(o, o.add(size, size));
  const large = o.sub(one, o.div(o.constant(2), o.add(exponential, one)));
  const sign = o.and(o.bits(x), o.integer(SIGN_BIT));
  const signed = o.fromBits(o.or(o.bits(large), sign));
  return o.select(o.less(size, o.constant(tanhSmall)), small, signed);
}

/**
 * Hyperbolic tangent in single precision: the bits that every CPU backend computes.
 *
 * @param x - rounded to f32 first
 */
export function tanhF32(x: number): number {
  return tanhF32Steps(float32Numbers, Math.fround(x));
}
