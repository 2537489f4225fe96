// Remez coefficients on |y| ≤ π/4, as published with fdlibm (Sun Microsystems, 1993).
const S1 = -1.66666666666666324348e-1;
const S2 = 8.33333333332248946124e-3;
const S3 = -1.98412698298579493134e-4;
const S4 = 2.75573137070700676789e-6;
const S5 = -2.50507602534068634195e-8;
const S6 = 1.58969099521155010221e-10;
const K1 = 4.16666666666666019037e-2;
const K2 = -1.38888888888741095749e-3;
const K3 = 2.48015872894767294178e-5;
const K4 = -2.75573143513906633035e-7;
const K5 = 2.0875723212981748279e-9;
const K6 = -1.13596475577881948265e-11;

const TWO_PI = 6.283185307179586;
// What the double nearest to 2π leaves of 2π.
const TWO_PI_LOW = 2.4492935982947064e-16;

/** A point on the unit circle. */
export interface SinCos {
  /** The sine. */
  readonly sin: number;
  /** The cosine. */
  readonly cos: number;
}

/**
 * Sine and cosine of 2πx, each within 1.5 ulp, from + - × ÷ in a fixed order. Taking turns instead of radians makes the
 * reduction to an eighth of a turn exact.
 *
 * @param x - the angle in turns, |x| < 2^51
 */
export function sinCosOfTurns(x: number): SinCos {
  const quarter = Math.floor(x * 4 + 0.5);
  const r = x - quarter * 0.25;
  const y = r * TWO_PI;
  const low = r * TWO_PI_LOW;
  const z = y * y;
  const p = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  const sin = y + (low + z * y * (S1 + z * p));
  const half = 0.5 * z;
  const w = 1 - half;
  const cos = w + (1 - w - half + (z * z * (K1 + z * (K2 + z * (K3 + z * (K4 + z * (K5 + z * K6))))) - y * low));
  switch (((quarter % 4) + 4) % 4) {
    case 0:
      return { sin, cos };
    case 1:
      return { sin: cos, cos: -sin };
    case 2:
      return { sin: -sin, cos: -cos };
    default:
      return { sin: -cos, cos: sin };
  }
}
