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
    // The upper halves of the products by hand: inlined here, `multiplyHigh` is not inlined again by V8 (twice the time).
    const low0 = Math.imul(multiplier0 & 0xffff, c0 & 0xffff) >>> 16;
    const left0 = Math.imul(multiplier0 >>> 16, c0 & 0xffff);
    const right0 = Math.imul(multiplier0 & 0xffff, c0 >>> 16);
    const middle0 = (left0 & 0xffff) + (right0 & 0xffff) + low0;
    const high0 = Math.imul(multiplier0 >>> 16, c0 >>> 16) + (left0 >>> 16) + (right0 >>> 16) + (middle0 >>> 16);
    const low1 = Math.imul(multiplier1 & 0xffff, c2 & 0xffff) >>> 16;
    const left1 = Math.imul(multiplier1 >>> 16, c2 & 0xffff);
    const right1 = Math.imul(multiplier1 & 0xffff, c2 >>> 16);
    const middle1 = (left1 & 0xffff) + (right1 & 0xffff) + low1;
    const high1 = Math.imul(multiplier1 >>> 16, c2 >>> 16) + (left1 >>> 16) + (right1 >>> 16) + (middle1 >>> 16);
    const product0 = Math.imul(multiplier0, c0);
    const product1 = Math.imul(multiplier1, c2);
    c0 = high1 ^ c1 ^ key0;
    c1 = product1;
    c2 = high0 ^ c3 ^ key1;
    c3 = product0;
    key0 = (key0 + increment0) | 0;
    key1 = (key1 + increment1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}
