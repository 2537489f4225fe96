import { triangular } from '@growcone/core';
import { neuronConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { leakyNeuron } from './leaky-neuron.ts';

const myNeuron = leakyNeuron({ spike: { surrogate: () => (distance) => triangular(1)(distance).neg() } });

export const negativeSlope: BrokenPlugin = {
  kind: 'neuron',
  mistake: 'has a surrogate slope of the wrong sign',
  caughtBy: ['surrogate slope', 'slope at threshold'],
  checks: () => neuronConformance(myNeuron(), { factory: myNeuron }),
};
