import type { Batch, Simulation } from '@growcone/core';

/** Examples to train on or to test with, wherever they come from. */
export interface TrainingData {
  /** Number of examples. */
  readonly size: number;
  /**
   * Gathers examples into a batch.
   *
   * @param examples - which, in the order in which they go into the batch
   * @param epoch - number of the presentation, from 0: random encodings may draw anew in each
   */
  batch(examples: Uint32Array, epoch: number): Batch | Promise<Batch>;
}

/** What `fit` needs of a simulation. */
export type Trainable = Pick<Simulation, 'batches' | 'train' | 'endEpoch' | 'evaluate'>;
