import { type SynapseModel, type Values } from '@growcone/core';
/**
 * Conductance synapse: each arriving spike opens a conductance that decays with `tauSyn` and pulls the membrane potential
 * towards `reversal`.
 *
 * g ← g exp(−dt/`tauSyn`) + arrived; current g·(`reversal` − v), with the postsynaptic v that the step starts with. The
 * postsynaptic neuron needs a variable `v`. Weights are conductances and should not be negative: for inhibition choose a
 * low `reversal`. With {@link integrateAndFire} in mV and MΩ, weights are in µS.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the synapse model
 */
export declare const conductance: (overrides?: Partial<Values<'tauSyn' | 'reversal'>>) => SynapseModel;
