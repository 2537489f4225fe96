import { defineNeuron, ONE, ZERO, type NeuronModel } from '@growcone/core';

/**
 * Constant source: fires in every step. A projection from one such neuron is a bias that learns like any weight.
 *
 * @returns the neuron model
 */
export const constantSource: () => NeuronModel = defineNeuron({
  name: 'constantSource',
  params: {},
  state: {},
  integrate: () => ({}),
  spike: { threshold: () => ONE, surrogate: () => () => ZERO, reset: () => ({}) },
});
