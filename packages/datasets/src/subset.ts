import { requireInteger } from './dataset-option-error.ts';
import { deriveEvents } from './derive-events.ts';
import type { EventDataset } from './event-dataset.ts';
import type { SpikeDataset } from './spike-dataset.ts';

/**
 * What a part of a data set is: events of events, spikes of spikes.
 *
 * @typeParam D - what kind of data set
 */
export type PartOf<D> = D extends EventDataset ? EventDataset : SpikeDataset;

/**
 * Some examples of a data set as a data set of their own. An example keeps its events or spikes, random ones too.
 *
 * @typeParam D - what kind of data set
 * @param dataset - where the examples come from
 * @param examples - which examples, in their new order
 */
export function subset<D extends SpikeDataset | EventDataset>(dataset: D, examples: ArrayLike<number>): PartOf<D> {
  const origin = Uint32Array.from(examples, (example) => {
    requireInteger(dataset.name, 'example', example, { min: 0, max: dataset.size - 1 });
    return example;
  });
  const part = 'events' in dataset ? eventsOf(dataset, origin) : spikesOf(dataset, origin);
  return part as PartOf<D>;
}

/**
 * The first examples of a data set.
 *
 * @typeParam D - what kind of data set
 * @param dataset - where the examples come from
 * @param count - how many; all if there are fewer
 */
export function take<D extends SpikeDataset | EventDataset>(dataset: D, count: number): PartOf<D> {
  requireInteger('take', 'count', count, { min: 0 });
  return subset(
    dataset,
    Uint32Array.from({ length: Math.min(count, dataset.size) }, (_, e) => e),
  );
}

function eventsOf(dataset: EventDataset, origin: Uint32Array): EventDataset {
  return deriveEvents(dataset, {
    ...labelling(dataset, origin),
    events: (example, epoch) => dataset.events(origin[example], epoch),
  });
}

function spikesOf(dataset: SpikeDataset, origin: Uint32Array): SpikeDataset {
  const { name, classes, channels, steps } = dataset;
  const chosen: SpikeDataset = {
    name,
    classes,
    channels,
    steps,
    ...labelling(dataset, origin),
    write: (example, epoch, into) => dataset.write(origin[example], epoch, into),
  };
  if (!dataset.writeValues) return chosen;
  return {
    ...chosen,
    writeValues: (example, into, start) => dataset.writeValues?.(origin[example], into, start),
  };
}

function labelling(
  { labels, groups }: SpikeDataset | EventDataset,
  origin: Uint32Array,
): Pick<SpikeDataset, 'size' | 'labels' | 'groups'> {
  const size = origin.length;
  const chosen = new (labels instanceof Uint8Array ? Uint8Array : Uint16Array)(size);
  for (let e = 0; e < size; e++) chosen[e] = labels[origin[e]];
  if (!groups) return { size, labels: chosen };
  return { size, labels: chosen, groups: Uint16Array.from(origin, (example) => groups[example]) };
}
