import { LN2_HIGH, LN2_LOW } from './natural-log-of-two.ts';
import { factorOutPowerOfTwo } from './power-of-two.ts';

// Remez coefficients of (ln(1+s) - ln(1-s) - 2s) / s on |s| ≤ 0.1716, as published with fdlibm (Sun Microsystems, 1993).
const L1 = 6.66666666666673513e-1;
const L2 = 3.999999999940941908e-1;
const L3 = 2.857142874366239149e-1;
const L4 = 2.222219843214978396e-1;
const L5 = 1.818357216161805012e-1;
const L6 = 1.531383769920937332e-1;
const L7 = 1.479819860511658591e-1;

/**
 * Natural logarithm within 1 ulp, from + - × ÷ in a fixed order: every engine returns the same bits.
 *
 * @param x - any number; below zero gives NaN, zero gives minus infinity
 */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return x;
  const { fraction, exponent } = factorOutPowerOfTwo(x);
  const f = fraction - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const half = 0.5 * f * f;
  return exponent * LN2_HIGH - (half - (s * (half + (even + odd)) + exponent * LN2_LOW) - f);
}
