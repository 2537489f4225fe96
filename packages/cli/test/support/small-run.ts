import type { GivenOptions } from '../../src/train/resolve-options.ts';

/** A run of a second: recurrent, rewired, noisy, with validation. */
export const smallRun: GivenOptions = {
  data: 'randman',
  channels: 60,
  informative: 20,
  hidden: 30,
  recurrent: true,
  density: 0.1,
  rewiring: 'deep-r',
  l1: 0.02,
  learningRate: 0.01,
  epochs: 3,
  batch: 12,
  steps: 50,
  limitTrain: 240,
  validation: 60,
  threads: 1,
};
