import type { NeuronModel, Surrogate } from '@growcone/core';
/**
 * Gives a spiking neuron another slope at threshold for learning; its spikes stay the same.
 *
 * @param model - a neuron model with a threshold
 * @param surrogate - the slope, such as `fastSigmoid(10)` or `windowed(triangular(0.6), 0.3)`
 * @returns the neuron model
 */
export declare function withSurrogate(model: NeuronModel, surrogate: Surrogate): NeuronModel;
