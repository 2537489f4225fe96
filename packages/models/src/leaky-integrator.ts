import { defineNeuron, exp, quantity, timeConstant, type NeuronModel, type Values } from '@growcone/core';

/**
 * Leaky integrator: sums its input, leaks with `tauMem` and never fires. The usual readout.
 *
 * v ← α v + I with α = exp(−dt/`tauMem`). Its output is v.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the neuron model
 */
export const leakyIntegrator: (overrides?: Partial<Values<'tauMem'>>) => NeuronModel = defineNeuron({
  name: 'leakyIntegrator',
  params: { tauMem: timeConstant(20, 'membrane time constant') },
  state: { v: quantity(0, '', 'membrane potential') },
  derive: ({ tauMem }, dt) => ({ alpha: exp(-dt / tauMem) }),
  integrate: ({ v }, input, { alpha }) => ({ v: v.mul(alpha).add(input) }),
});
