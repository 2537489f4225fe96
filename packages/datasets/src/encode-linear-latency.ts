import { DatasetOptionError, requireInteger, requireNumber, requirePositive } from './dataset-option-error.ts';
import { type IntensityDataset, perIntensity } from './intensity-dataset.ts';
import type { SpikeDataset } from './spike-dataset.ts';

/** Parameters of the linear latency code. */
export interface LinearLatencyOptions {
  /** Number of time steps of every example. */
  readonly steps: number;
  /** Length of a step in ms. */
  readonly dt: number;
  /** Time of the spike that stands for 0, in ms. */
  readonly tEarly?: number;
  /** Time of the spike that stands for 1, in ms; the end of the example if left out. */
  readonly tLate?: number;
  /** Time in ms of the spike of one more channel, the last, that is the same in every example; none if left out. */
  readonly tBias?: number;
}

/**
 * Linear latency code: every channel spikes once, at t = t_early + v (t_late − t_early) for its value v.
 *
 * This is how the Yin-Yang data set is given to spiking networks (Göltz et al., Nature Machine Intelligence 3, 2021,
 * with a bias spike as a time reference) and how random manifolds become spikes (Zenke and Vogels 2021).
 *
 * @param dataset - values to encode
 * @param options - steps and times
 */
export function encodeLinearLatency(dataset: IntensityDataset, options: LinearLatencyOptions): SpikeDataset {
  const { steps, dt, tBias } = options;
  const { name, classes, channels: valued, size, labels } = dataset;
  requireInteger('encodeLinearLatency', 'steps', steps, { min: 1 });
  requirePositive('encodeLinearLatency', 'dt', dt, 'ms');
  const range = { min: 0, max: steps * dt, unit: 'ms' };
  const { tEarly = 0, tLate = range.max } = options;
  requireNumber('encodeLinearLatency', 'tEarly', tEarly, range);
  requireNumber('encodeLinearLatency', 'tLate', tLate, range);
  if (tLate <= tEarly) {
    throw new DatasetOptionError('encodeLinearLatency', 'tLate', tLate, `later than tEarly (${tEarly} ms)`);
  }
  if (tBias !== undefined) requireNumber('encodeLinearLatency', 'tBias', tBias, range);
  const stepOf = (t: number): number => Math.min(Math.floor(t / dt), steps - 1);
  const stepAt = perIntensity(dataset.intensities, (v) => stepOf(tEarly + v * (tLate - tEarly)));
  return {
    name: `${name}, linear latency`,
    classes,
    channels: tBias === undefined ? valued : valued + 1,
    steps,
    size,
    labels,
    write(example, _epoch, into) {
      const start = example * valued;
      for (let channel = 0; channel < valued; channel++) into.add(channel, stepAt(start + channel));
      if (tBias !== undefined) into.add(valued, stepOf(tBias));
    },
  };
}
