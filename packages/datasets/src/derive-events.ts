import type { EventDataset } from './event-dataset.ts';
import type { Recordings } from './recordings.ts';

/**
 * Recordings as a data set of events.
 *
 * @param recordings - what is known of them; of an object with more members than the interface only those are taken
 * @param given - the events, what they are of, and what is different
 * @internal
 */
export function eventsOf(
  recordings: Recordings,
  given: Pick<EventDataset, 'shape' | 'events'> & Partial<EventDataset>,
): EventDataset {
  const { name, split, classes, classNames, duration, size, labels, groups, groupNames, source } = recordings;
  return {
    name,
    split,
    classes,
    classNames,
    channels: given.shape.reduce((product, length) => product * length, 1),
    duration,
    size,
    labels,
    ...(groups ? { groups } : {}),
    ...(groupNames ? { groupNames } : {}),
    source,
    ...given,
  };
}

/**
 * A data set of events that differs from another one in what is given.
 *
 * @param dataset - the other one
 * @param change - what is different
 * @internal
 */
export function deriveEvents(
  dataset: EventDataset,
  change: Pick<EventDataset, 'events'> & Partial<EventDataset>,
): EventDataset {
  return eventsOf(dataset, { shape: dataset.shape, ...change });
}
