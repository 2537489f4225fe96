import type { NeuronModel } from '@growcone/core';
import { neuronConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { leakyNeuron } from './leaky-neuron.ts';

const myNeuron = ({ tau = 12 }: { readonly tau?: number } = {}): NeuronModel => ({
  ...leakyNeuron()(),
  params: { tau },
  constants: (dt) => ({ tau, alpha: Math.exp(-dt / tau) }),
});

export const anyParameter: BrokenPlugin = {
  kind: 'neuron',
  mistake: 'takes any parameter',
  caughtBy: ['impossible values are refused', 'unknown parameters are refused'],
  checks: () => neuronConformance(myNeuron(), { factory: myNeuron }),
};
