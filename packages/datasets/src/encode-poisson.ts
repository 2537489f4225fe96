import { BernoulliTrains, meanWait } from './bernoulli-trains.ts';
import { DatasetOptionError, requireInteger, requirePositive } from './dataset-option-error.ts';
import { type IntensityDataset, perIntensity } from './intensity-dataset.ts';
import type { SpikeDataset } from './spike-dataset.ts';
import { streams } from './word-stream.ts';

/** Parameters of the Poisson code. */
export interface PoissonOptions {
  /** Number of time steps of every example. */
  readonly steps: number;
  /** Length of a step in ms. */
  readonly dt: number;
  /** Firing rate in Hz of a channel at full intensity. */
  readonly maxRate: number;
  /** Seed of the draws. */
  readonly seed: number;
}

/**
 * Poisson code: the brighter a pixel, the more often it spikes.
 *
 * In each step a channel of intensity I spikes with probability p = I · maxRate · dt, independently of everything else.
 * The spikes depend on seed, example and epoch only, not on batches or on their order.
 *
 * @param dataset - intensities to encode
 * @param options - steps, rate and seed
 */
export function encodePoisson(dataset: IntensityDataset, options: PoissonOptions): SpikeDataset {
  const { steps, dt, maxRate, seed } = options;
  requireInteger('encodePoisson', 'steps', steps, { min: 1 });
  requirePositive('encodePoisson', 'dt', dt, 'ms');
  requirePositive('encodePoisson', 'maxRate', maxRate, 'Hz');
  const most = (maxRate * dt) / 1000;
  if (most > 1) {
    const allowed = `at most one spike per step: ${1000 / dt} Hz at dt = ${dt} ms`;
    throw new DatasetOptionError('encodePoisson', 'maxRate', maxRate, allowed);
  }
  const { name, classes, channels, size, labels } = dataset;
  const waitAt = perIntensity(dataset.intensities, (intensity) => meanWait(intensity * most));
  const trains = new BernoulliTrains(steps, seed, streams.poisson);
  return {
    name: `${name}, Poisson`,
    classes,
    channels,
    steps,
    size,
    labels,
    write(example, epoch, into) {
      const start = example * channels;
      trains.start(example, epoch);
      for (let channel = 0; channel < channels; channel++) {
        trains.write(channel, waitAt(start + channel), into);
      }
    },
  };
}
