import { type NeuronModel, type Values } from '@growcone/core';
/**
 * Leaky integrate-and-fire: the membrane potential sums its input, leaks with `tauMem`, and loses `vTh` with each spike.
 *
 * v ← α v + I with α = exp(−dt/`tauMem`); a spike where v ≥ `vTh`; then v ← v − `vTh`, which learning does not look through.
 * Potential, threshold and current have no unit. Surrogate: triangular, as wide as `vTh`, of height 0.3.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the neuron model
 */
export declare const lif: (overrides?: Partial<Values<'tauMem' | 'vTh'>>) => NeuronModel;
