import type { Bound } from '../check/law-broken-error.ts';

/** Half a unit in the last place, relative: of single and of double precision. */
const UNIT_ROUNDOFF = { float32: 2 ** -24, float64: 2 ** -53 };

/** Other orders and fused operations round elsewhere, by the same amounts; eight times leaves room for all of them. */
const ORDERS = 8;

/**
 * How far a device may be from the double-precision reference, measured and not guessed: the reference itself is run a
 * second time with every operation rounded to single precision, and a device may be off by eight times as much, and by as many
 * units in the last place of the largest value as its own exponentials cost.
 *
 * @param exact - values of the double-precision reference
 * @param rounded - the same values with every operation rounded to single precision
 * @param float64 - whether the device computes in double precision
 * @param ulps - what a call of an exponential or the like may cost
 */
export function float32Bound(exact: ArrayLike<number>, rounded: ArrayLike<number>, float64: boolean, ulps = 4): Bound {
  let largest = 0;
  let off = 0;
  for (let i = 0; i < exact.length; i++) {
    largest = Math.max(largest, Math.abs(exact[i]));
    off = Math.max(off, Math.abs(exact[i] - rounded[i]));
  }
  const { float32 } = UNIT_ROUNDOFF;
  const single = ORDERS * Math.max(off, ulps * float32 * largest);
  const value = float64 ? (single * UNIT_ROUNDOFF.float64) / float32 : single;
  return {
    value,
    because:
      `rounding every operation to single precision in the plan's order moves these values, of at most ${largest.toPrecision(3)}, ` +
      `by ${off.toPrecision(2)}; ${ORDERS} times the larger of that and ${ulps} units in the last place leaves room for another order` +
      (float64 ? ', scaled to double precision' : ''),
  };
}
