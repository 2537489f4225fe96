import { type SynapseModel, type Values } from '@growcone/core';
/**
 * Alpha synapse: after an arriving spike the current rises to the weight within `tauSyn` and then decays.
 *
 * i(t) = w · t/`tauSyn` · exp(1 − t/`tauSyn`) for a spike that arrived at 0, exact at every step.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the synapse model
 */
export declare const alpha: (overrides?: Partial<Values<'tauSyn'>>) => SynapseModel;
