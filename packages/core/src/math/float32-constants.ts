/**
 * Every constant of the single-precision functions, highest power first, so that a code generator and a test read the
 * same numbers. The polynomials are those of Moshier's Cephes library (1987).
 */
export const float32Constants = {
  /** ln 2 in two parts; the first has 9 significant bits, so its product with an exponent is exact. */
  ln2High: 0.693359375,
  /** What `ln2High` leaves of ln 2. */
  ln2Low: -2.1219444e-4,
  /** 1 / ln 2. */
  log2e: 1.44269504,
  /** Below this, e^x rounds to zero. */
  expLowest: -104,
  /** Above this, e^x is infinite. */
  expHighest: 88.8,
  /** (e^r - 1 - r) / r² on |r| ≤ ln(2)/2. */
  exp: [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1],
  /** (ln(1 + f) - f + f²/2) / f³ on √½ ≤ 1 + f < √2. */
  log: [
    7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
    2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
  ],
  /** Below this |x|, tanh is its own polynomial instead of a quotient of exponentials. */
  tanhSmall: 0.625,
  /** (tanh x - x) / x³ in powers of x², on |x| < 0.625. */
  tanh: [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1],
  /** 2π. */
  twoPi: 6.283185307179586,
  /** (sin y - y) / y³ in powers of y², on |y| ≤ π/4. */
  sin: [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1],
  /** (cos y - 1 + y²/2) / y⁴ in powers of y², on |y| ≤ π/4. */
  cos: [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2],
} as const;
