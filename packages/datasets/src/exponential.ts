import { log } from '@growcone/core';

const BITS = 10;
const LN2 = log(2);
// ln(1 + f) for f = 0, 1/1024, … 1.
const logs = Float64Array.from({ length: 2 ** BITS + 1 }, (_, k) => log(1 + k / 2 ** BITS));

/**
 * An exponentially distributed number of mean 1 from 32 random bits: −ln(u) for the uniform number u that they are, to
 * 2e-7, five times faster than core's logarithm and with the same bits on every engine.
 *
 * The leading zeros of the word give the exponent of u; the bits after its first one give the fraction, whose logarithm
 * is read from a table and interpolated.
 *
 * @param word - 32 random bits
 * @internal
 */
export function exponential(word: number): number {
  const zeros = Math.clz32(word);
  const fraction = ((word << zeros) << 1) >>> 0;
  const k = fraction >>> (32 - BITS);
  const rest = ((fraction & (2 ** (32 - BITS) - 1)) + 0.5) * 2 ** (BITS - 32);
  const below = logs[k];
  return (zeros + 1) * LN2 - below - rest * (logs[k + 1] - below);
}
