import { defineNeuron, quantity, timeConstant, triangular, type NeuronModel, type Values } from '@growcone/core';

/**
 * Quadratic integrate-and-fire neuron: drawn to rest below a critical potential, it runs away above it.
 *
 * τ dv/dt = v (v − `vCritical`) + R I with τ = `tauMem`, in steps of dt: v ← v + dt/τ · v (v − `vCritical`) + input, where the input of
 * a step is dt/τ · R I, what the potential gains by it. A spike where v ≥ `vTh`; then v ← 0, which learning does not look through.
 * Surrogate slope: a triangle of width `vTh`.
 *
 * Latham, Richmond, Nelson and Nirenberg 2000, doi:10.1152/jn.2000.83.2.808.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the neuron model
 */
export const pluginName: (overrides?: Partial<Values<'tauMem' | 'vCritical' | 'vTh'>>) => NeuronModel = defineNeuron({
  name: 'pluginName',
  apiVersion: 1,
  cite: 'doi:10.1152/jn.2000.83.2.808',
  params: {
    tauMem: timeConstant(10, 'membrane time constant'),
    vCritical: quantity(0.5, '', 'potential above which it runs away', { above: 0 }),
    vTh: quantity(1, '', 'potential that counts as a spike', { above: 0 }),
  },
  state: { v: quantity(0, '', 'membrane potential') },
  derive: ({ tauMem }, dt) => ({ gain: dt / tauMem }),
  integrate: ({ v }, input, { gain, vCritical }) => ({ v: v.add(v.mul(v.sub(vCritical)).mul(gain)).add(input) }),
  spike: {
    threshold: ({ v }, { vTh }) => v.sub(vTh),
    surrogate: ({ vTh }) => triangular(vTh),
    reset: ({ v }, z) => ({ v: v.mul(z.detach().neg().add(1)) }),
  },
});
