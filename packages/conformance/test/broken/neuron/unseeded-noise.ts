import { neuronConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { ownGenerator } from '../own-generator.ts';
import { leakyNeuron } from './leaky-neuron.ts';

// A hook runs once, while compiling: this is one number for all neurons and steps, another one in every network.
const draw = ownGenerator();
const myNeuron = leakyNeuron({
  integrate: ({ v }, input, { alpha }) => ({
    v: v
      .mul(alpha)
      .add(input)
      .add(draw() / 10),
  }),
});

export const unseededNoise: BrokenPlugin = {
  kind: 'neuron',
  mistake: 'draws noise without the seed, with a generator of its own',
  caughtBy: ['recording is pure', 'linearised step'],
  checks: () => neuronConformance(myNeuron(), { factory: myNeuron }),
};
