import { cpu } from '@growcone/backend-cpu';
import { fastSigmoid, triangular, type Rewiring, type Simulation, type Surrogate } from '@growcone/core';
import { deepR } from '@growcone/plasticity-deepr';
import { ssgd } from '@growcone/plasticity-ssgd';
import { classifier, GESTURE, SPOKEN, TOY, type Classifier, type ClassifierSize } from './classifier.ts';

/** Classifiers of which variants are measured, by name. */
export const SIZES: Readonly<Record<'spoken' | 'gesture' | 'wide' | 'toy', ClassifierSize>> = {
  spoken: SPOKEN,
  gesture: GESTURE,
  // Many synapses and short trials: what counts is what a synapse needs.
  wide: { inputs: 1000, hidden: 1000, classes: 2, steps: 20, perStep: 40 },
  toy: TOY,
};

/** Slopes at threshold, by name: 0 further than the threshold from it, or 0 nowhere. */
const SURROGATES: Readonly<Record<'triangular' | 'fast sigmoid', Surrogate>> = {
  triangular: triangular(0.6, 0.3),
  'fast sigmoid': fastSigmoid(10, 0.3),
};

/** A classifier in training, as data that another process understands. */
export interface TrainedVariant {
  /** Which classifier. */
  readonly size: keyof typeof SIZES;
  /** Share of all pairs that are connected. */
  readonly density: number;
  /** What rewires it. */
  readonly rewiring: 'none' | 'deep-r';
  /** Pull of DEEP R towards 0; left out, as in the published classifiers. */
  readonly l1?: number;
  /** Slope at threshold with which errors go back through time and layers; left out, it learns by e-prop. */
  readonly through?: keyof typeof SURROGATES;
  /** Number of threads. */
  readonly threads: number;
}

const rewire = ({ rewiring, l1 = 0.01 }: TrainedVariant): { readonly rewiring?: Rewiring } =>
  rewiring === 'deep-r' ? { rewiring: deepR({ l1 }) } : {};

const learned = ({ through }: TrainedVariant) =>
  through === undefined ? {} : { rule: ssgd(), surrogate: SURROGATES[through] };

/** A classifier on the CPU, ready to train. @param variant - which one @returns it, and what it is made of */
export async function compileVariant(variant: TrainedVariant): Promise<{ simulation: Simulation; parts: Classifier }> {
  const { size, density, threads } = variant;
  const how = { ...rewire(variant), ...learned(variant) };
  const parts = classifier({ size: SIZES[size], density, form: 'reverse', seed: 1, ...how });
  return { simulation: await parts.net.compile(cpu({ threads })), parts };
}
