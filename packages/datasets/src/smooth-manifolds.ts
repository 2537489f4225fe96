import { exp, log } from '@growcone/core';
import { requireInteger, requireNumber } from './dataset-option-error.ts';
import type { IntensityDataset } from './intensity-dataset.ts';
import { sineOfTurns } from './sine-of-turns.ts';
import { streams, WordStream } from './word-stream.ts';

/** Shape and number of random manifolds. */
export interface ManifoldOptions {
  /** Number of classes: one manifold each. */
  readonly classes: number;
  /** Number of values per example: dimension of the space that the manifolds lie in. */
  readonly channels: number;
  /** Dimension of the manifolds themselves. */
  readonly dimension?: number;
  /** Smoothness α: the larger, the less the manifolds wiggle, and the easier they are told apart. */
  readonly alpha?: number;
  /** Number of examples of each class. */
  readonly samplesPerClass: number;
  /** Seed of manifolds and examples. */
  readonly seed: number;
}

/**
 * Number of harmonics that a manifold of smoothness α is made of: those whose weight is above 1/1000, at most 1000.
 *
 * @param alpha - smoothness
 * @internal
 */
export function harmonics(alpha: number): number {
  // 1000^(1/3) is 10 and must not become 11 by its last bit.
  return Math.min(Math.ceil(exp(log(1000) / alpha) - 1e-9), 1000);
}

/**
 * Points on smooth random manifolds, one manifold per class: the values behind Randman.
 *
 * Channel m of the point at u ∈ [0, 1)ᴰ is
 *
 *     x_m(u) = ∏_d Σ_i θ⁰_mdi / (i+1)^α · sin(2π (i u_d θ¹_mdi + θ²_mdi)),
 *
 * with all θ uniform in [0, 1) and θ⁰_md0 = 0, rescaled so that each channel fills [0, 1] within each class. Examples of
 * the classes alternate.
 *
 * F. Zenke, T. P. Vogels, Neural Computation 33(4), 899–925 (2021), doi:10.1162/neco_a_01367.
 *
 * @param options - shape and number of the manifolds
 */
export function smoothManifolds(options: ManifoldOptions): IntensityDataset {
  const { classes, channels, dimension = 1, alpha = 2, samplesPerClass, seed } = options;
  requireInteger('randman', 'classes', classes, { min: 1, max: 65536 });
  requireInteger('randman', 'channels', channels, { min: 1 });
  requireInteger('randman', 'dimension', dimension, { min: 1 });
  requireNumber('randman', 'alpha', alpha, { min: 0.1 });
  requireInteger('randman', 'samplesPerClass', samplesPerClass, { min: 1 });

  const size = classes * samplesPerClass;
  const labels = new (classes <= 256 ? Uint8Array : Uint16Array)(size);
  for (let example = 0; example < size; example++) labels[example] = example % classes;
  const points = drawPoints(size, dimension, seed);
  const intensities = new Float64Array(size * channels).fill(1);
  const words = new WordStream(seed, streams.manifold);
  for (let label = 0; label < classes; label++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let axis = 0; axis < dimension; axis++) {
        const curve = drawCurve(alpha, words.start(channel, label * dimension + axis));
        for (let example = label; example < size; example += classes) {
          intensities[example * channels + channel] *= curve(points[example * dimension + axis]);
        }
      }
      rescale(intensities, label * channels + channel, classes * channels);
    }
  }
  return { name: 'randman', classes, channels, size, labels, intensities };
}

function drawPoints(size: number, dimension: number, seed: number): Float64Array {
  const points = new Float64Array(size * dimension);
  const words = new WordStream(seed, streams.manifoldPoint);
  for (let example = 0; example < size; example++) {
    words.start(example, 0);
    for (let axis = 0; axis < dimension; axis++) {
      points[example * dimension + axis] = words.uniform();
    }
  }
  return points;
}

/** One factor of a channel: a random sum of harmonics along one axis of the manifold. */
function drawCurve(alpha: number, words: WordStream): (u: number) => number {
  const count = harmonics(alpha);
  const weight = Float64Array.from({ length: count }, (_, i) => words.uniform() * exp(-alpha * log(i + 1)));
  const frequency = Float64Array.from({ length: count }, (_, i) => i * words.uniform());
  const phase = Float64Array.from({ length: count }, () => words.uniform());
  return (u) => {
    let sum = 0;
    for (let i = 1; i < count; i++) sum += weight[i] * sineOfTurns(u * frequency[i] + phase[i]);
    return sum;
  };
}

/** Stretches every `stride`-th value from `first` to fill [0, 1]. */
function rescale(values: Float64Array, first: number, stride: number): void {
  let least = Infinity;
  let most = -Infinity;
  for (let k = first; k < values.length; k += stride) {
    least = Math.min(least, values[k]);
    most = Math.max(most, values[k]);
  }
  // A flat channel stays at 0 and is not divided by nothing.
  const width = Math.max(most - least, 1e-7);
  for (let k = first; k < values.length; k += stride) values[k] = (values[k] - least) / width;
}
