import type { StoreSnapshot } from '@growcone/core';
import { numbers } from './spike-trains.ts';

/**
 * Synapses given one by one, in row order.
 *
 * @param pairs - presynaptic and postsynaptic neuron, and a value
 * @param variable - name of the value
 */
export const synapses = (
  pairs: readonly (readonly [pre: number, post: number, value: number])[],
  variable = 'w',
): StoreSnapshot => ({
  pre: Uint32Array.from(pairs, ([pre]) => pre),
  post: Uint32Array.from(pairs, ([, post]) => post),
  variables: { [variable]: Float64Array.from(pairs, ([, , value]) => value) },
});

/** What random synapses are like. */
export interface RandomSynapses {
  /** Number of presynaptic neurons. */
  readonly pre: number;
  /** Number of postsynaptic neurons. */
  readonly post: number;
  /** Probability of each pair. */
  readonly density: number;
  /** Which synapses. */
  readonly seed: number;
  /** Whether a neuron may connect to the one with its own number. */
  readonly autapses?: boolean;
  /** Value of a synapse, from a uniform number in [0, 1); multiples of 1/64 in [−1, 1] if left out. */
  readonly value?: (uniform: number) => number;
}

/** Multiples of 1/64 in [−1, 1]: sums of thousands of them are exact in single precision, in any order. */
const exactWeight = (uniform: number): number => Math.floor(uniform * 129 - 64) / 64;

/**
 * Random synapses with the variable `w`, the same on every machine.
 *
 * @param random - what they are like
 */
export function randomSynapses({
  pre,
  post,
  density,
  seed,
  autapses = true,
  value = exactWeight,
}: RandomSynapses): StoreSnapshot {
  const next = numbers(seed);
  const pairs: [number, number, number][] = [];
  for (let i = 0; i < pre; i++) {
    for (let j = 0; j < post; j++) {
      const chosen = next() < density;
      const w = value(next());
      if (chosen && (autapses || i !== j)) pairs.push([i, j, w]);
    }
  }
  return synapses(pairs);
}
