import { defineSynapse, quantity, timeConstant, type SynapseModel } from '@growcone/core';

/** Current that decays exponentially. */
export const decayingSynapse: (overrides?: { readonly tau?: number }) => SynapseModel = defineSynapse({
  name: 'decaying synapse',
  params: { tau: timeConstant(5, 'time constant of the current') },
  state: { g: quantity(0, '', 'synaptic current') },
  derive: ({ tau }, dt) => ({ decay: Math.exp(-dt / tau) }),
  integrate: ({ g }, arrived, { decay }) => ({ g: g.mul(decay).add(arrived) }),
  current: ({ g }) => g,
});

/** Conductance: its current depends on the potential of the postsynaptic neuron, `v`. */
export const conductanceSynapse: (overrides?: { readonly reversal?: number }) => SynapseModel = defineSynapse({
  name: 'conductance synapse',
  params: { reversal: quantity(2, '', 'reversal potential') },
  state: { g: quantity(0, '', 'conductance') },
  integrate: ({ g }, arrived) => ({ g: g.mul(0.75).add(arrived) }),
  current: ({ g }, _arrived, { reversal }, { v }) => g.mul(reversal.sub(v)),
});

/** Two variables in a row: a current that rises and falls. */
export const risingSynapse: () => SynapseModel = defineSynapse({
  name: 'rising synapse',
  params: {},
  state: { g: quantity(0, '', 'synaptic current'), h: quantity(0, '', 'rising variable') },
  integrate: ({ g, h }, arrived) => ({ h: h.mul(0.7).add(arrived), g: g.mul(0.8).add(h.mul(0.3)) }),
  current: ({ g }, arrived) => g.add(arrived.mul(0.1)),
});
