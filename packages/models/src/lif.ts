import { defineNeuron, exp, quantity, timeConstant, triangular, type NeuronModel, type Values } from '@growcone/core';

/**
 * Leaky integrate-and-fire: the membrane potential sums its input, leaks with `tauMem`, and loses `vTh` with each spike.
 *
 * v ← α v + I with α = exp(−dt/`tauMem`); a spike where v ≥ `vTh`; then v ← v − `vTh`, which learning does not look through.
 * Potential, threshold and current have no unit. Surrogate: triangular, as wide as `vTh`, of height 0.3.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the neuron model
 */
export const lif: (overrides?: Partial<Values<'tauMem' | 'vTh'>>) => NeuronModel = defineNeuron({
  name: 'lif',
  cite: 'doi:10.1038/s41467-020-17236-y',
  params: {
    tauMem: timeConstant(20, 'membrane time constant'),
    vTh: quantity(0.61, '', 'firing threshold', { above: 0 }),
  },
  state: { v: quantity(0, '', 'membrane potential') },
  derive: ({ tauMem }, dt) => ({ alpha: exp(-dt / tauMem) }),
  integrate: ({ v }, input, { alpha }) => ({ v: v.mul(alpha).add(input) }),
  spike: {
    threshold: ({ v }, { vTh }) => v.sub(vTh),
    surrogate: ({ vTh }) => triangular(vTh, 0.3),
    reset: ({ v }, z, { vTh }) => ({ v: v.sub(z.detach().mul(vTh)) }),
  },
});
