import type { SpikeBatch } from '@growcone/core';

/** Random input for a batch. */
export interface UnevenSpikes {
  /** Number of neurons. */
  readonly neurons: number;
  /** Number of steps. */
  readonly steps: number;
  /** Number of examples. */
  readonly size: number;
  /** Mean number of spikes per step, over all neurons. */
  readonly perStep: number;
}

/** Uniform numbers below 1, the same in every run (xorshift32). */
function uniforms(): () => number {
  let state = 88172645;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * Spikes at random times, each neuron at its own rate: rates are squares of normal numbers, as in the C files, so that a few
 * neurons fire often and most of them rarely.
 *
 * @param input - how many, and how large
 */
export function unevenSpikes({ neurons, steps, size, perStep }: UnevenSpikes): SpikeBatch {
  const random = uniforms();
  const rates = Float64Array.from({ length: neurons }, () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += random();
    return sum * sum;
  });
  const total = rates.reduce((a, b) => a + b, 0);
  const offsets = new Uint32Array(size * (steps + 1));
  const list: number[] = [];
  for (let e = 0; e < size; e++) {
    for (let t = 0; t < steps; t++) {
      offsets[e * (steps + 1) + t] = list.length;
      for (let n = 0; n < neurons; n++) if (random() < (rates[n]! / total) * perStep) list.push(n);
    }
    offsets[e * (steps + 1) + steps] = list.length;
  }
  return { size, steps, offsets, neurons: Uint32Array.from(list) };
}
