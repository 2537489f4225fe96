import { type Optimiser } from '@growcone/core';
/** Options of {@link sgd}. */
export interface SgdOptions {
  /** Step along the gradient summed over the batch; default 0.01. */
  readonly learningRate?: number;
  /** Share of the last step that is taken again; default 0. */
  readonly momentum?: number;
}
/**
 * Stochastic gradient descent: w ← w − η g; with momentum μ: p ← μ p + g, w ← w − η p.
 *
 * Without momentum a synapse carries no variable. The gradient is the sum over the batch, not its mean.
 *
 * @param options - learning rate and momentum
 * @returns the optimiser
 */
export declare function sgd(options?: SgdOptions): Optimiser;
