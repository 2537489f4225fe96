import type { Float32Operations } from './float32-operations.ts';

/**
 * A polynomial by Horner's rule: one multiplication and one addition per coefficient, highest power first.
 *
 * @typeParam F - an f32 value
 * @typeParam I - an i32 value
 * @typeParam M - a truth value per lane
 * @param o - the target's operations
 * @param x - the argument
 * @param coefficients - highest power first, at least one
 */
export function horner<F, I, M>(o: Float32Operations<F, I, M>, x: F, coefficients: readonly number[]): F {
  let sum = o.constant(coefficients[0]);
  for (let i = 1; i < coefficients.length; i++) {
    sum = o.add(o.mul(sum, x), o.constant(coefficients[i]));
  }
  return sum;
}
