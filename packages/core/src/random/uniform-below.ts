import { multiplyHigh } from '../math/multiply-high.ts';

/** What {@link uniformBelow} returns for a word that must be drawn again. */
export const REJECTED = -1;

/**
 * An integer below `limit`, uniform without any bias (Lemire 2019): the upper half of the product of word and limit, or
 * {@link REJECTED} for the fewer than `limit` words of 2^32 that would favour some integers.
 *
 * Integer arithmetic only, so every backend decides alike. A limit that is a power of two never rejects.
 *
 * @param limit - from 1 to 2^32 - 1
 * @param word - 32 random bits
 */
export function uniformBelow(limit: number, word: number): number {
  const low = Math.imul(word, limit) >>> 0;
  // The remainder costs a division and matters only for a low part below the limit.
  if (low < limit && low < (2 ** 32 - limit) % limit) return REJECTED;
  return multiplyHigh(word, limit);
}
