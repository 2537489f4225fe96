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

/** The same with two hidden layers, learning through both within a window. */
export const smallDeepRun: GivenOptions = {
  ...(({ hidden: _, ...others }) => others)(smallRun),
  rule: 'ssgd',
  layers: [24, 20],
  surrogate: 'fast-sigmoid',
  steepness: 10,
  halfWidth: 0.3,
  activityCosts: true,
  rescue: true,
  readout: 'sum',
};
