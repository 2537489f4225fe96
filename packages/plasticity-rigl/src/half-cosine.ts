import { lift, type Expr } from '@growcone/core';

/** Terms of the series: the first one left out is (π/2)¹⁵ / 15! = 6.7·10⁻¹⁰. */
const TERMS = 7;

/**
 * Half a period of a raised cosine, ½ (1 + cos πx) = ½ (1 − sin π(x − ½)): from 1 at x = 0 to 0 at x = 1. It is the Taylor series of the
 * sine, whose terms alternate and shrink, so it is off by less than half of the first term left out: 3.4·10⁻¹⁰.
 *
 * @param x - from 0 to 1
 */
export function halfCosine(x: Expr): Expr {
  const u = x.sub(0.5).mul(Math.PI);
  const square = u.square();
  // Horner's scheme: sin u = u (1 − u²/(2·3) (1 − u²/(4·5) (1 − …)))
  let rest = lift(1);
  for (let k = TERMS - 1; k >= 1; k--) rest = lift(1).sub(square.div(2 * k * (2 * k + 1)).mul(rest));
  return lift(1).sub(u.mul(rest)).mul(0.5);
}
