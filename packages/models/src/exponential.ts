import { defineSynapse, exp, quantity, timeConstant, type SynapseModel, type Values } from '@growcone/core';

/**
 * Exponential synapse: each arriving spike adds its weight to a current that decays with `tauSyn`.
 *
 * i ← i exp(−dt/`tauSyn`) + arrived. The current is at its peak, the weight, in the step of the arrival.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the synapse model
 */
export const exponential: (overrides?: Partial<Values<'tauSyn'>>) => SynapseModel = defineSynapse({
  name: 'exponential',
  params: { tauSyn: timeConstant(5, 'synaptic time constant') },
  state: { i: quantity(0, '', 'synaptic current') },
  derive: ({ tauSyn }, dt) => ({ decay: exp(-dt / tauSyn) }),
  integrate: ({ i }, arrived, { decay }) => ({ i: i.mul(decay).add(arrived) }),
  current: ({ i }) => i,
});
