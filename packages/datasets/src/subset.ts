import { requireInteger } from './dataset-option-error.ts';
import type { SpikeDataset } from './spike-dataset.ts';

/**
 * Some examples of a data set as a data set of their own. An example keeps its spikes, random ones too.
 *
 * @param dataset - where the examples come from
 * @param examples - which examples, in their new order
 */
export function subset(dataset: SpikeDataset, examples: ArrayLike<number>): SpikeDataset {
  const { name, classes, channels, steps } = dataset;
  const origin = Uint32Array.from(examples, (example) => {
    requireInteger(name, 'example', example, { min: 0, max: dataset.size - 1 });
    return example;
  });
  const labels = new (dataset.labels instanceof Uint8Array ? Uint8Array : Uint16Array)(origin.length);
  for (let e = 0; e < origin.length; e++) labels[e] = dataset.labels[origin[e]];
  const chosen: SpikeDataset = {
    name,
    classes,
    channels,
    steps,
    size: origin.length,
    labels,
    write: (example, epoch, into) => dataset.write(origin[example], epoch, into),
  };
  if (!dataset.writeValues) return chosen;
  return {
    ...chosen,
    writeValues: (example, into, start) => dataset.writeValues?.(origin[example], into, start),
  };
}

/**
 * The first examples of a data set.
 *
 * @param dataset - where the examples come from
 * @param count - how many; all if there are fewer
 */
export function take(dataset: SpikeDataset, count: number): SpikeDataset {
  requireInteger('take', 'count', count, { min: 0 });
  return subset(
    dataset,
    Uint32Array.from({ length: Math.min(count, dataset.size) }, (_, e) => e),
  );
}
