import { defineOptimiser, quantity, resolveParameters, type Optimiser } from '@growcone/core';

/** Options of {@link sgd}. */
export interface SgdOptions {
  /** Step along the gradient summed over the batch; default 0.01. */
  readonly learningRate?: number;
  /** Share of the last step that is taken again; default 0. */
  readonly momentum?: number;
}

const OPTIONS = {
  learningRate: quantity(0.01, '', 'step along the gradient', { above: 0 }),
  momentum: quantity(0, '', 'share of the last step that is taken again, below 1', { min: 0, max: 1 - Number.EPSILON }),
};

/**
 * Stochastic gradient descent: w ← w − η g; with momentum μ: p ← μ p + g, w ← w − η p.
 *
 * Without momentum a synapse carries no variable. The gradient is the sum over the batch, not its mean.
 *
 * @param options - learning rate and momentum
 * @returns the optimiser
 */
export function sgd(options: SgdOptions = {}): Optimiser {
  const { learningRate, momentum } = resolveParameters('sgd', OPTIONS, options);
  if (momentum === 0) {
    return defineOptimiser({
      name: 'sgd',
      learningRate,
      step: ({ w, grad, learningRate: eta }) => ({ w: w.sub(grad.mul(eta)) }),
    });
  }
  return defineOptimiser({
    name: 'sgd with momentum',
    cite: 'doi:10.1016/0041-5553(64)90137-5',
    learningRate,
    synapse: { momentum: quantity(0, '', 'decaying sum of gradients') },
    step({ w, grad, syn, learningRate: eta }) {
      const next = syn.momentum.mul(momentum).add(grad);
      return { momentum: next, w: w.sub(next.mul(eta)) };
    },
  });
}
