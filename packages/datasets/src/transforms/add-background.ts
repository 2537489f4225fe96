import { requireNumber } from '../dataset-option-error.ts';
import { deriveEvents } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { sortEvents } from '../sort-events.ts';
import { streams, WordStream } from '../word-stream.ts';

/** How much is added. */
export interface BackgroundOptions {
  /** Rate of every unit in Hz. */
  readonly rate: number;
  /** Seed of the draws. */
  readonly seed: number;
}

/**
 * Adds events that mean nothing: an independent Poisson process in every unit, drawn anew in every epoch.
 *
 * @param dataset - recordings
 * @param options - how much to add
 */
export function addBackground(dataset: EventDataset, { rate, seed }: BackgroundOptions): EventDataset {
  requireNumber('addBackground', 'rate', rate, { min: 0, unit: 'Hz' });
  const { channels, duration } = dataset;
  const words = new WordStream(seed, streams.background);
  // One process for all units together, each event of which falls on a unit drawn for it.
  const wait = 1000 / (rate * channels);
  return deriveEvents(dataset, {
    async events(example, epoch = 0) {
      const { times, units } = await dataset.events(example, epoch);
      words.start(example, epoch);
      const [newTimes, newUnits] = [Array.from(times), Array.from(units)];
      for (let time = words.exponential() * wait; time < duration; time += words.exponential() * wait) {
        newTimes.push(time);
        newUnits.push(words.below(channels));
      }
      return sortEvents({ times: Float64Array.from(newTimes), units: Uint32Array.from(newUnits) });
    },
  });
}
