import { neuronConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { leakyNeuron } from './leaky-neuron.ts';

const myNeuron = leakyNeuron({ apiVersion: 0 });

export const otherVersion: BrokenPlugin = {
  kind: 'neuron',
  mistake: 'is written for another version of the plugin API',
  caughtBy: ['plugin API version'],
  checks: () => neuronConformance(myNeuron(), { factory: myNeuron }),
};
