import { requireInteger } from './dataset-option-error.ts';
import { embedInNoise, type NoisyDataset } from './embed-in-noise.ts';
import { encodeLinearLatency } from './encode-linear-latency.ts';
import { type ManifoldOptions, smoothManifolds } from './smooth-manifolds.ts';

/** Shape, number and timing of random manifolds. */
export interface RandmanOptions extends ManifoldOptions {
  /** Number of time steps of every example. */
  readonly steps: number;
  /** How many of the channels lie on the manifolds; the rest is Poisson noise of the same mean rate. All if left out. */
  readonly informative?: number;
}

/**
 * Randman: smooth random manifolds as spike latencies, a classification task that needs no download.
 *
 * Every class is a random manifold, every example a point on it, and every channel spikes once, at the step that its
 * coordinate says. Spike counts tell nothing about the class: only timing does. Training and test examples must come
 * from one call, so that they lie on the same manifolds; cut them apart with `holdOut`.
 *
 * With `informative` below `channels`, the manifolds occupy that many channels at random places, listed in
 * `informative` of the result; the others spike with probability 1/steps in each step.
 *
 * F. Zenke, T. P. Vogels, Neural Computation 33(4), 899–925 (2021), doi:10.1162/neco_a_01367.
 *
 * @param options - shape, number and timing of the manifolds
 */
export function randman(options: RandmanOptions): NoisyDataset {
  const { channels, steps, seed, informative = channels } = options;
  requireInteger('randman', 'informative', informative, { min: 1, max: channels });
  requireInteger('randman', 'steps', steps, { min: 1 });
  const values = smoothManifolds({ ...options, channels: informative });
  const timed = encodeLinearLatency(values, { steps, dt: 1 });
  const dataset = { ...timed, name: 'randman' };
  if (informative < channels) {
    return embedInNoise(dataset, { channels, probability: 1 / steps, seed });
  }
  return { ...dataset, informative: Uint32Array.from({ length: channels }, (_, channel) => channel) };
}
