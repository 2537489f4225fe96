import { defineSynapse, exp, quantity, timeConstant, type SynapseModel, type Values } from '@growcone/core';

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
export const conductance: (overrides?: Partial<Values<'tauSyn' | 'reversal'>>) => SynapseModel = defineSynapse({
  name: 'conductance',
  params: {
    tauSyn: timeConstant(5, 'synaptic time constant'),
    reversal: quantity(0, 'mV', 'reversal potential'),
  },
  state: { g: quantity(0, '', 'synaptic conductance') },
  derive: ({ tauSyn }, dt) => ({ decay: exp(-dt / tauSyn) }),
  integrate: ({ g }, arrived, { decay }) => ({ g: g.mul(decay).add(arrived) }),
  current: ({ g }, _, { reversal }, post) => g.mul(reversal.sub(post['v']!)),
});
