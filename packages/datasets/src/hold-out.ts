import { requireInteger } from './dataset-option-error.ts';
import type { EventDataset } from './event-dataset.ts';
import type { SpikeDataset } from './spike-dataset.ts';
import { type PartOf, subset } from './subset.ts';
import { streams, WordStream } from './word-stream.ts';

/**
 * Training examples cut in two.
 *
 * @typeParam D - what kind of data set
 */
export interface HoldOut<D = SpikeDataset> {
  /** What is left to train on. */
  readonly train: D;
  /** What was held out, to choose parameters by. */
  readonly validation: D;
}

/** Which examples are held out. */
export interface HoldOutOptions {
  /** How many examples to hold out. */
  readonly validation: number;
  /** Seed of a random choice; the last examples are held out if left out. */
  readonly seed?: number;
}

/**
 * Holds out some of the training examples for validation. Both parts keep the order of the whole.
 *
 * @typeParam D - what kind of data set
 * @param dataset - training examples
 * @param options - how many to hold out, and which
 */
export function holdOut<D extends SpikeDataset | EventDataset>(
  dataset: D,
  { validation, seed }: HoldOutOptions,
): HoldOut<PartOf<D>> {
  const { size } = dataset;
  requireInteger('holdOut', 'validation', validation, { min: 0, max: size });
  const order =
    seed === undefined
      ? Uint32Array.from({ length: size }, (_, e) => e)
      : new WordStream(seed, streams.split).start(0, 0).permutation(size);
  return {
    train: subset(dataset, order.slice(0, size - validation).sort()),
    validation: subset(dataset, order.slice(size - validation).sort()),
  };
}
