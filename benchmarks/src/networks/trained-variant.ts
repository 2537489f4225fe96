import { cpu } from '@growcone/backend-cpu';
import type { Rewiring, Simulation } from '@growcone/core';
import { deepR } from '@growcone/plasticity-deepr';
import { classifier, GESTURE, SPOKEN, TOY, type Classifier, type ClassifierSize } from './classifier.ts';

/** Classifiers of which variants are measured, by name. */
export const SIZES: Readonly<Record<'spoken' | 'gesture' | 'toy', ClassifierSize>> = {
  spoken: SPOKEN,
  gesture: GESTURE,
  toy: TOY,
};

/** A classifier in training, as data that another process understands. */
export interface TrainedVariant {
  /** Which classifier. */
  readonly size: keyof typeof SIZES;
  /** Share of all pairs that are connected. */
  readonly density: number;
  /** What rewires it. */
  readonly rewiring: 'none' | 'deep-r';
  /** Number of threads. */
  readonly threads: number;
}

/** Pull towards 0, as in the published classifiers. */
const rewire = (rewiring: TrainedVariant['rewiring']): { readonly rewiring?: Rewiring } =>
  rewiring === 'deep-r' ? { rewiring: deepR({ l1: 0.01 }) } : {};

/** A classifier on the CPU, ready to train. @param variant - which one @returns it, and what it is made of */
export async function compileVariant(variant: TrainedVariant): Promise<{ simulation: Simulation; parts: Classifier }> {
  const { size, density, rewiring, threads } = variant;
  const parts = classifier({ size: SIZES[size], density, form: 'reverse', seed: 1, ...rewire(rewiring) });
  return { simulation: await parts.net.compile(cpu({ threads })), parts };
}
