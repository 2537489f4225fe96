import { type SynapseModel, type Values } from '@growcone/core';
/**
 * Exponential synapse: each arriving spike adds its weight to a current that decays with `tauSyn`.
 *
 * i ← i exp(−dt/`tauSyn`) + arrived. The current is at its peak, the weight, in the step of the arrival.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the synapse model
 */
export declare const exponential: (overrides?: Partial<Values<'tauSyn'>>) => SynapseModel;
