import { requireInteger } from './dataset-option-error.ts';
import { type IntensityDataset, perIntensity } from './intensity-dataset.ts';
import type { SpikeDataset } from './spike-dataset.ts';

/** Parameters of the direct code. */
export interface DirectOptions {
  /** Number of time steps of every example. */
  readonly steps: number;
}

/**
 * Direct code, also called constant-current or analog code: every channel delivers its intensity (0 … 1) through its
 * synapses at every step, in place of spikes.
 *
 * There are no spikes to write: a batch carries the intensities in `values`.
 *
 * @param dataset - intensities to deliver
 * @param options - number of steps
 */
export function encodeDirect(dataset: IntensityDataset, { steps }: DirectOptions): SpikeDataset {
  requireInteger('encodeDirect', 'steps', steps, { min: 1 });
  const { name, classes, channels, size, labels } = dataset;
  const valueAt = perIntensity(dataset.intensities, (intensity) => intensity);
  return {
    name: `${name}, direct`,
    classes,
    channels,
    steps,
    size,
    labels,
    write() {},
    writeValues(example, into, start) {
      const first = example * channels;
      for (let channel = 0; channel < channels; channel++) {
        into[start + channel] = valueAt(first + channel);
      }
    },
  };
}
