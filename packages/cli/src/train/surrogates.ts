import {
  arctan,
  boxcar,
  exponentialSurrogate,
  fastSigmoid,
  triangular,
  windowed,
  type NeuronModel,
  type Surrogate,
} from '@growcone/core';
import { withSurrogate } from '@growcone/models';
import type { SurrogateName, TrainOptions } from './train-options.ts';

/** Slopes by name, of steepness k per unit of distance, and the steepness that each starts with. */
const SLOPES: Readonly<Record<SurrogateName, { readonly of: (k: number) => Surrogate; readonly steepness: number }>> = {
  triangular: { of: (k) => triangular(1 / k, 0.3 / k), steepness: 1 },
  'fast-sigmoid': { of: (k) => fastSigmoid(k), steepness: 100 },
  exponential: { of: (k) => exponentialSurrogate(k), steepness: 5 },
  arctan: { of: (k) => arctan(k), steepness: 2 },
  boxcar: { of: (k) => boxcar(1 / k), steepness: 5 },
};

/**
 * Gives a hidden neuron the slope and the window that the options ask for. Distances are in units of the threshold, so that the
 * same numbers suit every neuron.
 *
 * @param model - the neuron
 * @param vTh - its threshold
 * @param options - options of the run
 */
export function sloped(
  model: NeuronModel,
  vTh: number,
  { surrogate: name, steepness, halfWidth }: Pick<TrainOptions, 'surrogate' | 'steepness' | 'halfWidth'>,
): NeuronModel {
  if (name === undefined && halfWidth === undefined) return model;
  const { of, steepness: usual } = SLOPES[name ?? 'triangular'];
  const slope = of(steepness ?? usual);
  const cut = halfWidth === undefined ? slope : windowed(slope, halfWidth);
  return withSurrogate(model, (distance) => cut(distance.div(vTh)).div(vTh));
}
