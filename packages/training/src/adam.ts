import { defineOptimiser, ONE, quantity, resolveParameters, type Optimiser } from '@growcone/core';

/** Options of {@link adam}. */
export interface AdamOptions {
  /** Largest usual change of a weight in one update; default 0.001. */
  readonly learningRate?: number;
  /** Decay of the average gradient per update; default 0.9. */
  readonly beta1?: number;
  /** Decay of the average squared gradient per update; default 0.999. */
  readonly beta2?: number;
  /** Keeps the step finite where gradients vanish; default 1e-8. */
  readonly epsilon?: number;
}

const DECAY = { min: 0, max: 1 - Number.EPSILON };
const OPTIONS = {
  learningRate: quantity(0.001, '', 'largest usual change of a weight in one update', { above: 0 }),
  beta1: quantity(0.9, '', 'decay of the average gradient, below 1', DECAY),
  beta2: quantity(0.999, '', 'decay of the average squared gradient, below 1', DECAY),
  epsilon: quantity(1e-8, '', 'keeps the step finite where gradients vanish', { above: 0 }),
};

/**
 * Adam: steps along the average gradient, divided by its root mean square, with both averages corrected for their start at
 * zero.
 *
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − η · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε) at update t. A synapse that
 * grows later starts with m = v = 0 and shares the network's t. Since a step does not depend on the size of the gradients, it
 * makes no difference whether they are summed or averaged over the batch.
 *
 * @param options - learning rate, decays and ε
 * @returns the optimiser
 */
export function adam(options: AdamOptions = {}): Optimiser {
  const { learningRate, beta1, beta2, epsilon } = resolveParameters('adam', OPTIONS, options);
  return defineOptimiser({
    name: 'adam',
    cite: 'arXiv:1412.6980',
    learningRate,
    synapse: {
      m: quantity(0, '', 'average gradient'),
      v: quantity(0, '', 'average squared gradient'),
    },
    network: {
      power1: quantity(1, '', 'beta1 to the number of updates'),
      power2: quantity(1, '', 'beta2 to the number of updates'),
    },
    advance: ({ power1, power2 }) => ({ power1: power1.mul(beta1), power2: power2.mul(beta2) }),
    step({ w, grad, syn, network, learningRate: eta }) {
      const m = syn.m.mul(beta1).add(grad.mul(1 - beta1));
      const v = syn.v.mul(beta2).add(grad.square().mul(1 - beta2));
      // These two are the same for all synapses: one square root and one division are left per synapse.
      const rate = eta.div(ONE.sub(network.power1));
      const correction = ONE.div(ONE.sub(network.power2));
      return { m, v, w: w.sub(m.mul(rate).div(v.mul(correction).sqrt().add(epsilon))) };
    },
  });
}
