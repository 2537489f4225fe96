import { neuronConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { leakyNeuron } from './leaky-neuron.ts';

const myNeuron = leakyNeuron({ spike: { reset: ({ v }, z) => ({ v: v.add(z.detach()) }) } });

export const resetUpwards: BrokenPlugin = {
  kind: 'neuron',
  mistake: 'adds its reset instead of subtracting it',
  caughtBy: ['a spike moves it away'],
  checks: () => neuronConformance(myNeuron(), { factory: myNeuron }),
};
