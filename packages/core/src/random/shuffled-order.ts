import { GrowconeError } from '../error.ts';
import { chooseBelow } from './choose-below.ts';
import { seedKey } from './seed.ts';
import { streamOf } from './streams.ts';
import { elementWords } from './words.ts';

/** What a random order depends on. */
export interface OrderKey {
  /** Seed of the run. */
  readonly seed: number | bigint;
  /** Number of the epoch, from 0. */
  readonly epoch: number;
}

/**
 * The order in which an epoch shows the examples: a random permutation that depends on size, seed and epoch only.
 *
 * @param size - number of examples
 * @param key - seed of the run and number of the epoch
 */
export function shuffledOrder(size: number, { seed, epoch }: OrderKey): Uint32Array {
  for (const [name, got] of Object.entries({ size, epoch })) {
    if (Number.isInteger(got) && got >= 0 && got < 2 ** 32) continue;
    throw new GrowconeError('ORDER', `shuffledOrder: ${name} must be a whole number from 0 to 2³² − 1, got ${got}.`, {
      [name]: got,
    });
  }
  const words = elementWords({ key: seedKey(seed), stream: streamOf('order', 0), step: epoch });
  let used = 0;
  return permutation(size, () => words(used++));
}

/**
 * A uniformly drawn permutation of 0 … size − 1 (Fisher and Yates).
 *
 * @param size - below 2³²
 * @param next - the next random word
 */
export function permutation(size: number, next: () => number): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = chooseBelow(i + 1, next);
    const swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
  return order;
}
