import { exp } from './exp.ts';
import { log } from './log.ts';

/** From here on, 1 − tanh is less than half of the last place. */
const SATURATED = 20;

/**
 * Hyperbolic tangent within 3 ulp, from + - × ÷ in a fixed order: every engine returns the same bits.
 *
 * tanh x = m / (m + 2) with m = e^2x − 1, and m = (e − 1) · 2x / ln e for e = e^2x as it was rounded, which loses nothing near 0 (Kahan).
 *
 * @param x - any number
 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size > SATURATED) return Math.sign(x);
  const e = exp(2 * size);
  // So near 0 that e^2x is 1, tanh x is x.
  if (e === 1) return x;
  const m = ((e - 1) * (2 * size)) / log(e);
  return (Math.sign(x) * m) / (m + 2);
}
