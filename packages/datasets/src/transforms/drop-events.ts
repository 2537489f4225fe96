import { requireNumber } from '../dataset-option-error.ts';
import { deriveEvents } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { streams, WordStream } from '../word-stream.ts';
import { keepEvents } from './keep-events.ts';

/** How many events are left out. */
export interface DropOptions {
  /** Probability that an event is left out, drawn anew in every epoch. */
  readonly probability: number;
  /** Seed of the draws. */
  readonly seed: number;
}

/**
 * Leaves out events at random, independently of one another.
 *
 * @param dataset - recordings
 * @param options - how many to leave out
 */
export function dropEvents(dataset: EventDataset, { probability, seed }: DropOptions): EventDataset {
  requireNumber('dropEvents', 'probability', probability, { min: 0, max: 1 });
  const words = new WordStream(seed, streams.drop);
  return deriveEvents(dataset, {
    async events(example, epoch = 0) {
      const events = await dataset.events(example, epoch);
      words.start(example, epoch);
      return keepEvents(events, () => words.uniform() >= probability);
    },
  });
}
