import type { NeuronModel, Surrogate } from '@growcone/core';
import { NotSpikingError } from './not-spiking-error.ts';

/**
 * Gives a spiking neuron another slope at threshold for learning; its spikes stay the same.
 *
 * @param model - a neuron model with a threshold
 * @param surrogate - the slope, such as `fastSigmoid(10)` or `windowed(triangular(0.6), 0.3)`
 * @returns the neuron model
 */
export function withSurrogate(model: NeuronModel, surrogate: Surrogate): NeuronModel {
  if (!model.spike) throw new NotSpikingError(model.name, 'withSurrogate');
  return { ...model, spike: { ...model.spike, surrogate: () => surrogate } };
}
