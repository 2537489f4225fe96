import { REJECTED, uniformBelow } from './uniform-below.ts';

/**
 * An unbiased integer from a sequence of random words, taking as many as it needs.
 *
 * @param limit - from 1 to 2^32 - 1
 * @param next - the next random word
 */
export function chooseBelow(limit: number, next: () => number): number {
  for (;;) {
    const value = uniformBelow(limit, next());
    if (value !== REJECTED) return value;
  }
}
