import { triangular } from '@growcone/core';
import { neuronConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { leakyNeuron } from './leaky-neuron.ts';

// The distance is from threshold already; the threshold is taken off a second time.
const myNeuron = leakyNeuron({ spike: { surrogate: () => (distance) => triangular(1)(distance.sub(0.5)) } });

export const slopeOffThreshold: BrokenPlugin = {
  kind: 'neuron',
  mistake: 'has its surrogate slope beside the threshold',
  caughtBy: ['slope at threshold'],
  checks: () => neuronConformance(myNeuron(), { factory: myNeuron }),
};
