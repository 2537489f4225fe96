import { DatasetOptionError, requireInteger } from '../dataset-option-error.ts';
import { deriveEvents } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { sortEvents } from '../sort-events.ts';

/**
 * Joins neighbouring units to one, which has the events of all of them.
 *
 * Every axis of the shape is divided by a factor of its own: `pool(dataset, [5])` makes 140 channels of the 700 of a
 * cochlea, `pool(dataset, [1, 4, 4])` sees with one pixel where a camera had 4 × 4. A last group that is not full stays
 * a group. No event is lost; where several of them become one spike is in `bin`.
 *
 * @param dataset - recordings
 * @param factors - how many neighbours become one, for each axis of `dataset.shape`
 */
export function pool(dataset: EventDataset, factors: readonly number[]): EventDataset {
  const { shape } = dataset;
  if (factors.length !== shape.length) {
    const allowed = `one factor for each axis of the shape ${shape.join(' × ')}`;
    throw new DatasetOptionError('pool', 'factors', factors.join(', '), allowed);
  }
  factors.forEach((factor, axis) => requireInteger('pool', `factors[${axis}]`, factor, { min: 1 }));
  const pooled = shape.map((length, axis) => Math.ceil(length / factors[axis]));
  const to = mapUnits(shape, (place) =>
    place.reduce((unit, at, axis) => unit * pooled[axis] + Math.floor(at / factors[axis]), 0),
  );
  return deriveEvents(dataset, {
    shape: pooled,
    async events(example, epoch) {
      const { times, units } = await dataset.events(example, epoch);
      return sortEvents({ times, units: units.map((unit) => to[unit]) });
    },
  });
}

/**
 * A number for every unit, computed from its place: one index per axis of the shape.
 *
 * @internal
 */
export function mapUnits(shape: readonly number[], f: (place: readonly number[]) => number): Uint32Array {
  const place = shape.map(() => 0);
  return Uint32Array.from({ length: shape.reduce((product, length) => product * length, 1) }, () => {
    const mapped = f(place);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++place[axis] < shape[axis]) break;
      place[axis] = 0;
    }
    return mapped;
  });
}
