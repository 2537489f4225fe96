import { defineNeuron, defineSynapse, quantity, triangular, type NeuronModel, type SynapseModel } from '@growcone/core';

/** Fires one step after each spike of its driver, whatever else arrives. */
export const follower: () => NeuronModel = defineNeuron({
  name: 'follower',
  params: {},
  state: { v: quantity(0, '', 'input of this step') },
  integrate: (_state, input) => ({ v: input }),
  spike: { threshold: ({ v }) => v.sub(0.5), surrogate: () => triangular(1), reset: () => ({ v: 0 }) },
});

/** Makes no current, so that the weight decides nothing but itself. */
export const mute: () => SynapseModel = defineSynapse({
  name: 'mute synapse',
  params: {},
  state: {},
  integrate: () => ({}),
  current: (_state, arrived) => arrived.mul(0),
});
