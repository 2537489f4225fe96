/**
 * A number from 0 up to but not including 1, exact in single precision: the upper 24 bits of a random word.
 *
 * @param word - 32 random bits
 */
export function uniform01(word: number): number {
  return (word >>> 8) * 2 ** -24;
}

/**
 * A number strictly between 0 and 1 from all 32 bits, for logarithms of it: exact in double precision, not in single.
 *
 * @param word - 32 random bits
 */
export function uniformOpen(word: number): number {
  return ((word >>> 0) + 0.5) * 2 ** -32;
}
