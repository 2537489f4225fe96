import { type NeuronModel, type Values } from '@growcone/core';
/**
 * Leaky integrator: sums its input, leaks with `tauMem` and never fires. The usual readout.
 *
 * v ← α v + I with α = exp(−dt/`tauMem`). Its output is v.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the neuron model
 */
export declare const leakyIntegrator: (overrides?: Partial<Values<'tauMem'>>) => NeuronModel;
