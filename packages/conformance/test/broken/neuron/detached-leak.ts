import { neuronConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { leakyNeuron } from './leaky-neuron.ts';

const myNeuron = leakyNeuron({ integrate: ({ v }, input, { alpha }) => ({ v: v.mul(alpha).detach().add(input) }) });

export const detachedLeak: BrokenPlugin = {
  kind: 'neuron',
  mistake: 'detaches its leak, so that learning forgets every step but the last',
  caughtBy: ['learning sees the equations'],
  checks: () => neuronConformance(myNeuron(), { factory: myNeuron }),
};
