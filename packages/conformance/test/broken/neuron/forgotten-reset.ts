import { neuronConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { leakyNeuron } from './leaky-neuron.ts';

const myNeuron = leakyNeuron({ spike: { reset: () => ({}) } });

export const forgottenReset: BrokenPlugin = {
  kind: 'neuron',
  mistake: 'forgets its reset',
  caughtBy: ['a spike has an effect', 'a spike moves it away'],
  checks: () => neuronConformance(myNeuron(), { factory: myNeuron }),
};
