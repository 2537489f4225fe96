import { elementWords, REJECTED, seedKey, streamOf, uniformBelow } from '@growcone/core';

/**
 * A random order of 0 … size − 1 that depends on size, seed and epoch only (Fisher and Yates).
 *
 * @internal
 */
export function shuffledOrder(size: number, seed: number | bigint, epoch: number): Uint32Array {
  const words = elementWords({ key: seedKey(seed), stream: streamOf('order', 0), step: epoch });
  let used = 0;
  const below = (limit: number): number => {
    for (;;) {
      const drawn = uniformBelow(limit, words(used++));
      if (drawn !== REJECTED) return drawn;
    }
  };
  const order = Uint32Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
