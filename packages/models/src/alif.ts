import { defineNeuron, exp, quantity, timeConstant, triangular, type NeuronModel, type Values } from '@growcone/core';

/**
 * Adaptive leaky integrate-and-fire: each spike raises the threshold, which falls back with `tauAdapt`.
 *
 * v ← α v + I, a ← ρ a with α = exp(−dt/`tauMem`), ρ = exp(−dt/`tauAdapt`); a spike where v ≥ `vTh` + `beta` a; then
 * v ← v − `vTh` and a ← a + 1. So the threshold of a step holds ρ(a + z) of the step before. Learning looks through
 * the adaptation, not through the reset of v. Surrogate: triangular, as wide as `vTh`, of height 0.3.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the neuron model
 */
export const alif: (overrides?: Partial<Values<'tauMem' | 'tauAdapt' | 'beta' | 'vTh'>>) => NeuronModel = defineNeuron({
  name: 'alif',
  cite: 'doi:10.1038/s41467-020-17236-y',
  params: {
    tauMem: timeConstant(20, 'membrane time constant'),
    tauAdapt: timeConstant(2000, 'adaptation time constant'),
    beta: quantity(0.0174, '', 'threshold increase per spike'),
    vTh: quantity(0.6, '', 'firing threshold without adaptation', { above: 0 }),
  },
  state: {
    v: quantity(0, '', 'membrane potential'),
    a: quantity(0, 'spikes', 'threshold adaptation'),
  },
  derive: ({ tauMem, tauAdapt }, dt) => ({ alpha: exp(-dt / tauMem), rho: exp(-dt / tauAdapt) }),
  integrate: ({ v, a }, input, { alpha, rho }) => ({ v: v.mul(alpha).add(input), a: a.mul(rho) }),
  spike: {
    threshold: ({ v, a }, { beta, vTh }) => v.sub(a.mul(beta)).sub(vTh),
    surrogate: ({ vTh }) => triangular(vTh, 0.3),
    reset: ({ v, a }, z, { vTh }) => ({ v: v.sub(z.detach().mul(vTh)), a: a.add(z) }),
  },
});
