import { requireInteger } from '../dataset-option-error.ts';
import { deriveEvents } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { sortEvents } from '../sort-events.ts';
import { streams, WordStream } from '../word-stream.ts';
import { keepEvents } from './keep-events.ts';

/** How far recordings are moved. */
export interface ShiftOptions {
  /** Axis of the shape along which they are moved; the last if left out. */
  readonly axis?: number;
  /** Most units by which an example is moved, to either side. */
  readonly most: number;
  /** Seed of the draws. */
  readonly seed: number;
}

/**
 * Moves every recording as a whole along an axis, by a whole number of units drawn anew in every epoch. What would leave
 * the array is lost. Along the channels of a cochlea, where neighbours differ by a ratio of frequencies, this is a higher
 * or lower voice; along rows or columns of a camera, another place.
 *
 * @param dataset - recordings
 * @param options - along which axis, and how far
 */
export function shiftUnits(dataset: EventDataset, options: ShiftOptions): EventDataset {
  const { shape } = dataset;
  const { axis = shape.length - 1, most, seed } = options;
  requireInteger('shiftUnits', 'axis', axis, { min: 0, max: shape.length - 1 });
  requireInteger('shiftUnits', 'most', most, { min: 0 });
  const words = new WordStream(seed, streams.shift);
  const length = shape[axis];
  const stride = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  return deriveEvents(dataset, {
    async events(example, epoch = 0) {
      const events = await dataset.events(example, epoch);
      const shift = words.start(example, epoch).below(2 * most + 1) - most;
      const { times, units } = keepEvents(events, (event) => {
        const place = (Math.floor(events.units[event] / stride) % length) + shift;
        return place >= 0 && place < length;
      });
      return sortEvents({ times, units: units.map((unit) => unit + shift * stride) });
    },
  });
}
