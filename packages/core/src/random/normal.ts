import type { Float32Operations } from '../math/float32-operations.ts';
import { float32Constants } from '../math/float32-constants.ts';
import { logF32Steps } from '../math/log-f32.ts';
import { sinCosOfTurnsF32Steps } from '../math/sin-cos-f32.ts';
import { uniform01 } from './uniform.ts';

/**
 * A standard normal number from two uniform ones (Box and Muller 1958), as single-precision steps for any target.
 *
 * The largest size is √(-2 ln 2^-24) = 5.77, which a true normal passes once in 1.3·10^8 draws.
 *
 * @typeParam F - an f32 value
 * @typeParam I - an i32 value
 * @typeParam M - a truth value per lane
 * @param o - the target's operations
 * @param first - uniform from 0 up to 1
 * @param second - uniform from 0 up to 1
 */
export function normalF32Steps<F, I, M>(o: Float32Operations<F, I, M>, first: F, second: F): F {
  const { cos } = sinCosOfTurnsF32Steps(o, second);
  // 1 - u lies in (0, 1] and is exact, so the logarithm is finite.
  const logarithm = logF32Steps(o, o.sub(o.constant(1), first));
  return o.mul(o.sqrt(o.mul(logarithm, o.constant(-2))), cos);
}

/**
 * A standard normal number, an f32, from two random words: the bits that every CPU backend computes.
 *
 * @param first - 32 random bits
 * @param second - 32 other random bits
 */
export function normal01(first: number, second: number): number {
  const cos = cosOfTurns(uniform01(second));
  return f(f(Math.sqrt(f(logarithm(1 - uniform01(first)) * -2))) * cos);
}

// What follows are the steps above, on JavaScript numbers and for the arguments that a draw has. Initial weights are millions
// of draws, and calls through the operations of a target cost V8 ten times as much.

const f = Math.fround;
const real = new Float32Array(1);
const bits = new Int32Array(real.buffer);
const [LN2_HIGH, LN2_LOW, TWO_PI] = [
  f(float32Constants.ln2High),
  f(float32Constants.ln2Low),
  f(float32Constants.twoPi),
];
const LOG = Float32Array.from(float32Constants.log);
const SIN = Float32Array.from(float32Constants.sin);
const COS = Float32Array.from(float32Constants.cos);
const SQRT_HALF_BITS = 0x3f3504f3;

/** `logF32Steps` for x from 2^-24 to 1. */
function logarithm(x: number): number {
  real[0] = x;
  const shifted = bits[0] - SQRT_HALF_BITS;
  const e = shifted >> 23;
  bits[0] = (shifted & 0x7fffff) + SQRT_HALF_BITS;
  const r = f(real[0] - 1);
  const z = f(r * r);
  const cubic = f(f(polynomial(r, LOG) * r) * z);
  const small = f(f(cubic + f(e * LN2_LOW)) - f(z * 0.5));
  return f(f(r + small) + f(e * LN2_HIGH));
}

/** The cosine of `sinCosOfTurnsF32Steps` for x from 0 to 1. */
function cosOfTurns(x: number): number {
  // Ties go to the even quarter.
  const up = Math.floor(4 * x + 0.5);
  const quarter = up - (up & 1 && up - 4 * x === 0.5 ? 1 : 0);
  const y = f(f(x - quarter * 0.25) * TWO_PI);
  const z = f(y * y);
  const size =
    quarter & 1 ? f(f(f(polynomial(z, SIN) * z) * y) + y) : f(f(f(f(polynomial(z, COS) * z) * z) - f(z * 0.5)) + 1);
  return (quarter + 1) & 2 ? -size : size;
}

function polynomial(x: number, coefficients: Float32Array): number {
  let sum = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) sum = f(f(sum * x) + coefficients[i]);
  return sum;
}
