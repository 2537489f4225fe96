import { requireInteger } from './dataset-option-error.ts';
import { SpikeCollector } from './spike-collector.ts';
import type { SpikeDataset } from './spike-dataset.ts';

/** Spikes of some examples in compressed form, as a simulation takes them, with their labels. */
export interface SpikeBatch {
  /** Number of examples. */
  readonly size: number;
  /** Number of steps of every example. */
  readonly steps: number;
  /**
   * Where the spikes of example e and step t (from 0) start in `neurons`: `offsets[e·(steps+1) + t]`; they end where
   * the next entry says.
   */
  readonly offsets: Uint32Array;
  /** Channels that spike, ascending and without repeats within a step. */
  readonly neurons: Uint32Array;
  /** Class of each example. */
  readonly labels: Uint32Array;
  /** Constant value of each channel, example after example; only direct encoding has it. */
  readonly values?: Float32Array;
}

/** How examples are shown. */
export interface PresentationOptions {
  /** Number of the presentation; random encodings draw anew in each epoch. */
  readonly epoch?: number;
}

/**
 * Gathers examples of a data set into a batch.
 *
 * @param dataset - where the examples come from
 * @param examples - which examples, in the order in which they go into the batch
 * @param options - epoch of the presentation
 */
export async function toBatch(
  dataset: SpikeDataset,
  examples: ArrayLike<number>,
  { epoch = 0 }: PresentationOptions = {},
): Promise<SpikeBatch> {
  const { channels, steps } = dataset;
  const size = examples.length;
  const offsets = new Uint32Array(size * (steps + 1));
  const labels = new Uint32Array(size);
  const values = dataset.writeValues && new Float32Array(size * channels);
  const collector = new SpikeCollector(dataset);
  for (let e = 0; e < size; e++) {
    const example = examples[e];
    requireInteger(dataset.name, 'example', example, { min: 0, max: dataset.size - 1 });
    labels[e] = dataset.labels[example];
    const reading = dataset.write(example, epoch, collector);
    if (reading) await reading;
    collector.finish(offsets, e * (steps + 1));
    if (values) dataset.writeValues?.(example, values, e * channels);
  }
  const batch = { size, steps, offsets, neurons: collector.spikes(), labels };
  return values ? { ...batch, values } : batch;
}
