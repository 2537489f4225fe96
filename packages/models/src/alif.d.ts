import { type NeuronModel, type Values } from '@growcone/core';
/**
 * Adaptive leaky integrate-and-fire: each spike raises the threshold, which falls back with `tauAdapt`.
 *
 * v ← α v + I, a ← ρ a with α = exp(−dt/`tauMem`), ρ = exp(−dt/`tauAdapt`); a spike where v ≥ `vTh` + `beta` a; then
 * v ← v − `vTh` and a ← a + 1. So the threshold of a step holds ρ(a + z) of the step before. Learning looks through
 * the adaptation, not through the reset of v. Surrogate: triangular, as wide as `vTh`, of height 0.3.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the neuron model
 */
export declare const alif: (overrides?: Partial<Values<'tauMem' | 'tauAdapt' | 'beta' | 'vTh'>>) => NeuronModel;
