import { DatasetOptionError, requireNumber } from '../dataset-option-error.ts';
import { deriveEvents } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { justBefore } from '../just-before.ts';

/** A piece of time. */
export interface CropOptions {
  /** Where it starts, in ms; 0 if left out. */
  readonly start?: number;
  /** Where it ends, in ms; the end of the recording if left out. */
  readonly end?: number;
}

/**
 * A piece of every recording: events from `start` to before `end`, with times counted from its start.
 *
 * The first of the three saccades of N-MNIST is `cropTime(dataset, { end: 105 })`.
 *
 * @param dataset - recordings to cut
 * @param options - where the piece starts and ends
 */
export function cropTime(dataset: EventDataset, options: CropOptions): EventDataset {
  const { duration } = dataset;
  const { start = 0, end = duration } = options;
  requireNumber('cropTime', 'start', start, { min: 0, max: duration, unit: 'ms' });
  requireNumber('cropTime', 'end', end, { min: 0, unit: 'ms' });
  if (end <= start) throw new DatasetOptionError('cropTime', 'end', end, `later than the start (${start} ms)`);
  const cropped = Math.min(end, duration) - start;
  const latest = justBefore(cropped);
  return deriveEvents(dataset, {
    duration: cropped,
    async events(example, epoch) {
      const { times, units } = await dataset.events(example, epoch);
      const first = firstAt(times, start);
      const behind = firstAt(times, end);
      return {
        times: times.slice(first, behind).map((time) => Math.min(time - start, latest)),
        units: units.slice(first, behind),
      };
    },
  });
}

/** Position of the first event at or after a time. */
function firstAt(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
