import type { BatchResult } from '@growcone/core';

/** Sums over batches, from which means follow. */
export interface Tally {
  /** Examples so far. */
  readonly examples: number;
  /** Sum of their losses. */
  readonly loss: number;
  /** How many were classified rightly; null where there are no classes. */
  readonly correct: number | null;
}

/** Before the first batch. */
export const NOTHING: Tally = { examples: 0, loss: 0, correct: 0 };

/**
 * Adds a batch.
 *
 * @internal
 */
export const tallied = (tally: Tally, { examples, loss, accuracy }: BatchResult): Tally => ({
  examples: tally.examples + examples,
  loss: tally.loss + loss * examples,
  // The share is a rounded quotient; the count that it came from is whole.
  correct: tally.correct === null || Number.isNaN(accuracy) ? null : tally.correct + Math.round(accuracy * examples),
});

/** What a pass over examples gave. */
export interface Score {
  /** Mean loss per example. */
  readonly loss: number;
  /** Share of examples that were classified rightly; left out where there are no classes. */
  readonly accuracy?: number;
}

/**
 * Means of a tally.
 *
 * @internal
 */
export const score = ({ examples, loss, correct }: Tally): Score => ({
  loss: loss / examples,
  ...(correct === null ? {} : { accuracy: correct / examples }),
});
