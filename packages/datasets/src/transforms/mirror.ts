import { requireInteger, requireNumber } from '../dataset-option-error.ts';
import { deriveEvents } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { sortEvents } from '../sort-events.ts';
import { streams, WordStream } from '../word-stream.ts';
import { mapUnits } from './pool.ts';

/** Which recordings are mirrored, and along which axis. */
export interface MirrorOptions {
  /** Axis of the shape that is turned round; the last, which swaps left and right of a camera, if left out. */
  readonly axis?: number;
  /** Probability that an example is mirrored, drawn anew in every epoch; 1 if left out. */
  readonly probability?: number;
  /** Seed of the draws; 0 if left out. */
  readonly seed?: number;
}

/**
 * Mirrors recordings, all of them or some at random. Only for classes that a mirror leaves what they are: a wave of the
 * right hand becomes one of the left.
 *
 * @param dataset - recordings
 * @param options - along which axis, and how often
 */
export function mirror(dataset: EventDataset, options: MirrorOptions = {}): EventDataset {
  const { shape } = dataset;
  const { axis = shape.length - 1, probability = 1, seed = 0 } = options;
  requireInteger('mirror', 'axis', axis, { min: 0, max: shape.length - 1 });
  requireNumber('mirror', 'probability', probability, { min: 0, max: 1 });
  const words = new WordStream(seed, streams.mirror);
  const to = mapUnits(shape, (place) =>
    place.reduce((unit, at, a) => unit * shape[a] + (a === axis ? shape[a] - 1 - at : at), 0),
  );
  return deriveEvents(dataset, {
    async events(example, epoch = 0) {
      const events = await dataset.events(example, epoch);
      if (words.start(example, epoch).uniform() >= probability) return events;
      return sortEvents({ times: events.times, units: events.units.map((unit) => to[unit]) });
    },
  });
}
