import { LN2_HIGH, LN2_LOW } from './natural-log-of-two.ts';
import { scaleByPowerOfTwo } from './power-of-two.ts';

// Remez coefficients of r·coth(r/2) - 2 on |r| ≤ ln(2)/2, as published with fdlibm (Sun Microsystems, 1993).
const C1 = 1.66666666666666019037e-1;
const C2 = -2.77777777770155933842e-3;
const C3 = 6.61375632143793436117e-5;
const C4 = -1.6533902205465251539e-6;
const C5 = 4.13813679705723846039e-8;

/**
 * e^x within 1 ulp, from + - × ÷ in a fixed order: every engine returns the same bits, which `Math.exp` does not promise.
 *
 * Used wherever a result becomes part of a network: decay factors, initial values, drawn connectivity.
 *
 * @param x - any number
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.79) return Infinity;
  if (x < -745.14) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c = r - t * (C1 + t * (C2 + t * (C3 + t * (C4 + t * C5))));
  return scaleByPowerOfTwo(1 - (low - (r * c) / (2 - c) - high), k);
}
