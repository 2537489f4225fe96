import { type NeuronModel, type Values } from '@growcone/core';
/**
 * Leaky integrate-and-fire in physical units with a reset to a fixed potential: the neuron of the COBA and CUBA benchmark
 * networks (Brette et al. 2007).
 *
 * `tauMem` dv/dt = `vRest` − v + `resistance` I, solved exactly over each step for constant I; a spike where v ≥ `vTh`; then
 * v ← `vReset`, which learning does not look through. Potentials in mV, currents in nA, resistance in MΩ; for weights in mV
 * set `resistance` to 1. It starts at `vReset`. Surrogate: triangular, as wide as `vTh` − `vReset`, of height 0.3.
 *
 * @param overrides - parameters that differ from those of the COBA network
 * @returns the neuron model
 */
export declare const integrateAndFire: (overrides?: Partial<Values<'tauMem' | 'resistance' | 'vRest' | 'vReset' | 'vTh'>>) => NeuronModel;
