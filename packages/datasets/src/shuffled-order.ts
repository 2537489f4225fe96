import { requireInteger } from './dataset-option-error.ts';
import { streams, WordStream } from './word-stream.ts';

/** What a random order depends on. */
export interface OrderKey {
  /** Seed of the run. */
  readonly seed: number;
  /** Number of the epoch. */
  readonly epoch: number;
}

/**
 * The order in which an epoch shows the examples: a random permutation that depends on size, seed and epoch only.
 *
 * @param size - number of examples
 * @param key - seed of the run and number of the epoch
 */
export function shuffledOrder(size: number, key: OrderKey): Uint32Array {
  requireInteger('shuffledOrder', 'size', size, { min: 0 });
  requireInteger('shuffledOrder', 'epoch', key.epoch, { min: 0 });
  return permutation(size, new WordStream(key.seed, streams.shuffle).start(0, key.epoch));
}

/**
 * A uniformly drawn permutation of 0 … size − 1 (Fisher and Yates).
 *
 * @internal
 */
export function permutation(size: number, words: WordStream): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = words.below(i + 1);
    const swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
  return order;
}
