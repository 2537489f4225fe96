import { log } from '@growcone/core';
import { requireInteger, requireNumber, requirePositive } from './dataset-option-error.ts';
import { type IntensityDataset, perIntensity } from './intensity-dataset.ts';
import type { SpikeDataset } from './spike-dataset.ts';

/** Parameters of the latency code. */
export interface LatencyOptions {
  /** Number of time steps of every example. */
  readonly steps: number;
  /** Length of a step in ms. */
  readonly dt: number;
  /** Membrane time constant of the encoding neuron in ms. */
  readonly tau?: number;
  /** Its threshold: an intensity that never reaches it gives no spike. */
  readonly theta?: number;
}

/**
 * Latency code: the brighter a pixel, the earlier its one spike.
 *
 * Each channel is a leaky integrator charged by the constant current I (the intensity, 0 … 1), which reaches its
 * threshold θ after
 *
 *     t = τ ln(I / (I − θ))   for I > θ, else never.
 *
 * The spike falls into the step that holds t, or into the last step if t is later. With τ = 20 ms and θ = 0.2 a white
 * pixel spikes at 4.5 ms, and 80 ms suffice for all of 256 grey levels.
 *
 * @param dataset - intensities to encode
 * @param options - steps and parameters of the code
 */
export function encodeLatency(dataset: IntensityDataset, options: LatencyOptions): SpikeDataset {
  const { steps, dt, tau = 20, theta = 0.2 } = options;
  requireInteger('encodeLatency', 'steps', steps, { min: 1 });
  requirePositive('encodeLatency', 'dt', dt, 'ms');
  requirePositive('encodeLatency', 'tau', tau, 'ms');
  requireNumber('encodeLatency', 'theta', theta, { min: 0, max: 1 });
  const { name, classes, channels, size, labels } = dataset;
  const stepAt = perIntensity(dataset.intensities, (intensity) =>
    intensity > theta ? Math.min(Math.floor((tau * log(intensity / (intensity - theta))) / dt), steps - 1) : -1,
  );
  return {
    name: `${name}, latency`,
    classes,
    channels,
    steps,
    size,
    labels,
    write(example, _epoch, into) {
      const start = example * channels;
      for (let channel = 0; channel < channels; channel++) {
        const step = stepAt(start + channel);
        if (step >= 0) into.add(channel, step);
      }
    },
  };
}
