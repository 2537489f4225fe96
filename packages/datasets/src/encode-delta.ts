import { requireInteger } from './dataset-option-error.ts';
import { type IntensityDataset, perIntensity } from './intensity-dataset.ts';
import type { SpikeDataset } from './spike-dataset.ts';

/** Parameters of the delta code. */
export interface DeltaOptions {
  /** Number of thresholds, evenly between 0 and 1. */
  readonly levels: number;
  /** Steps for which each value lasts; 1 if left out. */
  readonly stepsPerValue?: number;
}

/**
 * Delta code, also called threshold crossing: the values of an example are a signal in time, and what spikes is its change.
 *
 * Threshold k lies at (k + ½) / levels. Channel k spikes at the step at which the signal rises to or above it, channel
 * levels + k where the signal falls below it; the signal starts at 0. With the pixels of MNIST one after the other and
 * some forty thresholds this is the input of the sequential image task (Bellec et al. 2018, 2020).
 *
 * @param dataset - signals: the values of an example in the order of time
 * @param options - number of thresholds, and how long a value lasts
 */
export function encodeDelta(dataset: IntensityDataset, { levels, stepsPerValue = 1 }: DeltaOptions): SpikeDataset {
  requireInteger('encodeDelta', 'levels', levels, { min: 1 });
  requireInteger('encodeDelta', 'stepsPerValue', stepsPerValue, { min: 1 });
  const { name, classes, channels: values, size, labels } = dataset;
  // How many thresholds are at or below the signal.
  const passedAt = perIntensity(dataset.intensities, (v) => Math.min(levels, Math.floor(v * levels + 0.5)));
  return {
    name: `${name}, delta`,
    classes,
    channels: 2 * levels,
    steps: values * stepsPerValue,
    size,
    labels,
    write(example, _epoch, into) {
      const start = example * values;
      const cross = (channel: number, crosses: (before: number, now: number) => boolean): void => {
        let before = 0;
        for (let v = 0; v < values; v++) {
          const now = passedAt(start + v);
          if (crosses(before, now)) into.add(channel, v * stepsPerValue);
          before = now;
        }
      };
      for (let k = 0; k < levels; k++) cross(k, (before, now) => before <= k && now > k);
      for (let k = 0; k < levels; k++) cross(levels + k, (before, now) => before > k && now <= k);
    },
  };
}
