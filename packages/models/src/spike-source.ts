import type { NeuronModel } from '@growcone/core';

/**
 * Spike source: has no equations; its spikes are the trial's input.
 *
 * @returns the neuron model
 */
export const spikeSource = (): NeuronModel => ({
  kind: 'neuron',
  apiVersion: 1,
  name: 'spikeSource',
  params: {},
  source: 'input',
  state: {},
  constants: () => ({}),
  integrate: () => ({}),
});
