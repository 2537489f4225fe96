import { ONE } from '../expression/expression.ts';
import { defineNeuron, type NeuronModel } from '../model/neuron.ts';

/** A neuron that spikes in every step: the source of biases. */
export const everyStep: () => NeuronModel = defineNeuron({
  name: 'every step',
  params: {},
  state: {},
  integrate: () => ({}),
  spike: { threshold: () => ONE, surrogate: () => (x) => x.mul(0), reset: () => ({}) },
});
