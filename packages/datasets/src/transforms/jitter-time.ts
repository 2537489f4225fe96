import { normal01 } from '@growcone/core';
import { requireNumber } from '../dataset-option-error.ts';
import { deriveEvents } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { justBefore } from '../just-before.ts';
import { sortEvents } from '../sort-events.ts';
import { streams, WordStream } from '../word-stream.ts';

/** How far events are moved. */
export interface JitterOptions {
  /** Standard deviation of the shifts in ms. */
  readonly deviation: number;
  /** Seed of the draws. */
  readonly seed: number;
}

/**
 * Moves every event in time by a normally distributed shift, drawn anew in every epoch. What would leave the recording
 * is reflected at its ends, so that no event is lost.
 *
 * @param dataset - recordings
 * @param options - how far
 */
export function jitterTime(dataset: EventDataset, { deviation, seed }: JitterOptions): EventDataset {
  requireNumber('jitterTime', 'deviation', deviation, { min: 0, unit: 'ms' });
  const { duration } = dataset;
  const words = new WordStream(seed, streams.jitter);
  return deriveEvents(dataset, {
    async events(example, epoch = 0) {
      const { times, units } = await dataset.events(example, epoch);
      words.start(example, epoch);
      const moved = times.map((time) => {
        const shift = deviation * normal01(words.word(), words.word());
        return reflected(time + shift, duration);
      });
      return sortEvents({ times: moved, units });
    },
  });
}

/** A time brought into [0, duration) by reflecting it at both ends as often as needed. */
function reflected(time: number, duration: number): number {
  const around = Math.abs(time) % (2 * duration);
  const within = around < duration ? around : 2 * duration - around;
  return Math.min(within, justBefore(duration));
}
