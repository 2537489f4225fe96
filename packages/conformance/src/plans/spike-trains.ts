import { philox4x32, type SpikeBatch } from '@growcone/core';

/** Reproducible numbers of a suite: uniform in [0, 1), the same on every machine. */
export type Numbers = () => number;

/** A stream of numbers. @param seed - which one */
export function numbers(seed: number): Numbers {
  const words = new Uint32Array(4);
  let drawn = 0;
  return () => {
    if ((drawn & 3) === 0) philox4x32(seed, 0, drawn >>> 2, 0, 0, 0, words);
    return words[drawn++ & 3] * 2 ** -32;
  };
}

/**
 * Spikes given one by one.
 *
 * @param steps - number of steps
 * @param examples - per example, neuron numbers by step; step t at position t − 1, missing steps are empty
 */
export function spikeTrains(steps: number, examples: readonly (readonly (readonly number[])[])[]): SpikeBatch {
  const offsets: number[] = [];
  const neurons: number[] = [];
  for (const example of examples) {
    for (let t = 0; t < steps; t++) {
      offsets.push(neurons.length);
      neurons.push(...(example[t] ?? []));
    }
    offsets.push(neurons.length);
  }
  return { size: examples.length, steps, offsets: Uint32Array.from(offsets), neurons: Uint32Array.from(neurons) };
}

/** What random spike trains are like. */
export interface RandomTrains {
  /** Number of neurons. */
  readonly neurons: number;
  /** Number of steps. */
  readonly steps: number;
  /** Number of examples. */
  readonly examples: number;
  /** Probability of a spike of a neuron in a step. */
  readonly rate: number;
  /** Which trains. */
  readonly seed: number;
}

/** Random spike trains, the same on every machine. @param trains - what they are like */
export function randomTrains({ neurons, steps, examples, rate, seed }: RandomTrains): SpikeBatch {
  const next = numbers(seed);
  const all = Array.from({ length: neurons }, (_, i) => i);
  return spikeTrains(
    steps,
    Array.from({ length: examples }, () => Array.from({ length: steps }, () => all.filter(() => next() < rate))),
  );
}

/**
 * Some examples of a batch, as a batch.
 *
 * @param batch - the batch
 * @param examples - which ones, in which order
 */
export const examplesOf = ({ steps, offsets, neurons }: SpikeBatch, examples: readonly number[]): SpikeBatch =>
  spikeTrains(
    steps,
    examples.map((e) =>
      Array.from({ length: steps }, (_, t) => {
        const at = e * (steps + 1) + t;
        return Array.from(neurons.subarray(offsets[at], offsets[at + 1]));
      }),
    ),
  );
