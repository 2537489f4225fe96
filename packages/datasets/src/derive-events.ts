import type { EventDataset } from './event-dataset.ts';

/**
 * A data set of events that differs from another one in what is given.
 *
 * @param dataset - the other one; of an object with more members than the interface only those are taken
 * @param change - what is different
 * @internal
 */
export function deriveEvents(
  dataset: EventDataset,
  change: Pick<EventDataset, 'events'> & Partial<EventDataset>,
): EventDataset {
  const { name, split, classes, classNames, duration, size, labels, groups, groupNames, source } = dataset;
  const { shape = dataset.shape } = change;
  return {
    name,
    split,
    classes,
    classNames,
    shape,
    channels: shape.reduce((product, length) => product * length, 1),
    duration,
    size,
    labels,
    ...(groups ? { groups } : {}),
    ...(groupNames ? { groupNames } : {}),
    source,
    ...change,
  };
}
