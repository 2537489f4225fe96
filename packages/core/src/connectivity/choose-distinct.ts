import { chooseBelow } from '../random/choose-below.ts';

/**
 * Distinct integers below a limit, every set of them equally likely (Floyd's method): one integer drawn for each.
 *
 * @param limit - at most 2^32 - 1
 * @param count - at most `limit`
 * @param next - the next random word
 */
export function chooseDistinct(limit: number, count: number, next: () => number): Uint32Array {
  const chosen = new Set<number>();
  for (let largest = limit - count; largest < limit; largest++) {
    const candidate = chooseBelow(largest + 1, next);
    chosen.add(chosen.has(candidate) ? largest : candidate);
  }
  return Uint32Array.from(chosen);
}
