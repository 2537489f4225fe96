import { type Optimiser } from '@growcone/core';
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
export declare function adam(options?: AdamOptions): Optimiser;
