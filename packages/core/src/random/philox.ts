import { multiplyHigh } from '../math/multiply-high.ts';

/** Multipliers and key increments of Philox4x32, for a code generator that prints the same rounds. */
export const philoxConstants = {
  /** Multiplier of the first counter word. */
  multiplier0: 0xd2511f53,
  /** Multiplier of the third counter word. */
  multiplier1: 0xcd9e8d57,
  /** Added to the first key word between rounds (golden ratio). */
  increment0: 0x9e3779b9,
  /** Added to the second key word between rounds (√3 - 1). */
  increment1: 0xbb67ae85,
  /** Number of rounds. */
  rounds: 10,
} as const;

/**
 * Philox4x32-10: four random 32-bit words as a pure function of a key and a counter (Salmon et al., SC 2011), so a draw
 * needs no state and does not depend on the order in which draws are made.
 *
 * @param key0 - low word of the key
 * @param key1 - high word of the key
 * @param c0 - first counter word
 * @param c1 - second counter word
 * @param c2 - third counter word
 * @param c3 - fourth counter word
 * @param out - receives the four words
 */
export function philox4x32(
  key0: number,
  key1: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  out: Uint32Array,
): void {
  const { multiplier0, multiplier1, increment0, increment1, rounds } = philoxConstants;
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(multiplier0, c0);
    const high1 = multiplyHigh(multiplier1, c2);
    const low0 = Math.imul(multiplier0, c0);
    const low1 = Math.imul(multiplier1, c2);
    c0 = high1 ^ c1 ^ key0;
    c1 = low1;
    c2 = high0 ^ c3 ^ key1;
    c3 = low0;
    key0 = (key0 + increment0) | 0;
    key1 = (key1 + increment1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}
