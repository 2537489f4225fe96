import {
  allToAll,
  fixedProbability,
  network,
  normal,
  type Backend,
  type LearningRule,
  type Projection,
  type Rewiring,
  type RewiringSchedule,
  type Simulation,
  type SpikeBatch,
  type StoreSnapshot,
} from '@growcone/core';
import { leakyIntegrator, lif, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';

const [INPUTS, HIDDEN, STEPS] = [20, 16, 30];

/** Numbers of pairs that may have a synapse. */
export const PAIRS: number = INPUTS * HIDDEN;

/** A network whose first projection is rewired. */
export interface SparseNetwork {
  readonly simulation: Simulation;
  readonly rewired: Projection;
}

/** How a network differs from the usual one. */
export interface Variant {
  readonly backend: Backend;
  readonly every?: RewiringSchedule;
  readonly learning?: LearningRule;
  /** Whether every pair has a synapse. */
  readonly dense?: boolean;
}

/** 20 inputs on 16 neurons, a fifth of the pairs, learned by e-prop. */
export async function sparseNetwork(
  rule: Rewiring,
  { backend, every = 'batch', learning = eprop(), dense = false }: Variant,
): Promise<SparseNetwork> {
  const net = network({ dt: 1, seed: 9 });
  const input = net.population('input', INPUTS, spikeSource());
  const hidden = net.population('hidden', HIDDEN, lif());
  const output = net.population('output', 2, leakyIntegrator());
  const connect = dense ? allToAll() : fixedProbability(0.2);
  const rewired = net.project(input, hidden, { connect, weight: normal(0, 0.5) });
  const out = net.project(hidden, output, { connect: allToAll(), weight: normal(0, 1) });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn([rewired, out], { rule: learning, optimiser: adam({ learningRate: 0.01 }) });
  net.rewire(rewired, rule, { every });
  return { simulation: await net.compile(backend), rewired };
}

/** Two examples of two classes; the classes use different halves of the inputs at different times. */
export function batchOf(number: number): Record<string, SpikeBatch | readonly number[]> {
  const offsets: number[] = [];
  const neurons: number[] = [];
  for (let example = 0; example < 2; example++) {
    for (let step = 0; step < STEPS; step++) {
      offsets.push(neurons.length);
      for (let n = 0; n < INPUTS; n++) {
        const early = step < STEPS / 2;
        const active = n < INPUTS / 2 === (early === (example === 0));
        if (active && (n * 5 + step * 7 + number) % 6 === 0) neurons.push(n);
      }
    }
    offsets.push(neurons.length);
  }
  const input = { size: 2, steps: STEPS, offsets: Uint32Array.from(offsets), neurons: Uint32Array.from(neurons) };
  return { input, output: [0, 1] };
}

/** One value per pair. */
export const valuesOf = ({ pre, post, variables }: StoreSnapshot, name: string): Map<string, number> =>
  new Map(Array.from(pre, (i, s) => [`${i} to ${post[s]}`, variables[name]![s]!]));

/** The keys with the lowest values, as a set. */
export const lowest = (values: Map<string, number>, count: number, of: (value: number) => number): Set<string> =>
  new Set(
    [...values]
      .sort(([, a], [, b]) => of(a) - of(b))
      .slice(0, count)
      .map(([key]) => key),
  );
