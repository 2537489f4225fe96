import { defineNeuron, fastSigmoid, quantity, timeConstant, triangular, type NeuronModel } from '@growcone/core';

/*
 * Neurons of the suites' own, so that they depend on core alone. Together they have what makes learning rules go wrong:
 * state beside the potential, a spike that acts through the reset, a count-down, equations that are not linear.
 */

/** Leaky integrate-and-fire; the reset is detached from learning, or not. */
export const leakyUnit: (overrides?: { readonly tau?: number; readonly attached?: number }) => NeuronModel =
  defineNeuron({
    name: 'leaky unit',
    params: {
      tau: timeConstant(12, 'membrane time constant'),
      attached: quantity(0, '', '1 if learning looks through the reset', { min: 0, max: 1 }),
    },
    state: { v: quantity(0, '', 'membrane potential') },
    derive: ({ tau }, dt) => ({ alpha: Math.exp(-dt / tau) }),
    integrate: ({ v }, input, { alpha }) => ({ v: v.mul(alpha).add(input) }),
    spike: {
      threshold: ({ v }) => v.sub(1),
      surrogate: () => triangular(1),
      reset: ({ v }, z, { attached }) => ({ v: v.sub(z.mul(attached)).sub(z.detach().mul(attached.neg().add(1))) }),
    },
  });

/** Leaky unit whose threshold rises with every spike, with an absolute refractory count-down. */
export const adaptiveUnit: (overrides?: { readonly wait?: number }) => NeuronModel = defineNeuron({
  name: 'adaptive unit',
  params: { wait: quantity(3, 'steps', 'refractory period', { min: 0 }) },
  state: {
    v: quantity(0, '', 'membrane potential'),
    a: quantity(0, '', 'threshold adaptation'),
    left: quantity(0, 'steps', 'steps until it may fire again'),
  },
  derive: (_p, dt) => ({ alpha: Math.exp(-dt / 15), rho: Math.exp(-dt / 60) }),
  integrate: ({ v, left }, input, { alpha }) => ({ v: v.mul(alpha).add(input), left: left.sub(1).max(0) }),
  spike: {
    threshold: ({ v, a, left }) => left.gt(0).select(-1, v.sub(a.mul(0.2)).sub(1)),
    surrogate: () => triangular(1),
    reset: ({ v, a, left }, z, { rho, wait }) => ({
      v: v.sub(z.detach()),
      a: a.add(z).mul(rho),
      left: left.max(z.detach().mul(wait)),
    }),
  },
});

/** Quadratic unit with a recovery variable: derivatives that depend on state, a reset that jumps. */
export const quadraticUnit: () => NeuronModel = defineNeuron({
  name: 'quadratic unit',
  params: {},
  state: { v: quantity(-0.2, '', 'membrane potential'), r: quantity(0.1, '', 'recovery') },
  integrate: ({ v, r }, input) => ({
    v: v.add(v.square().mul(0.3).add(v.mul(0.05)).sub(r.mul(0.2)).add(input)).max(-1),
    r: r.add(v.mul(0.25).sub(r).mul(0.08)),
  }),
  spike: {
    threshold: ({ v }) => v.sub(1),
    surrogate: () => fastSigmoid(2, 0.4),
    reset: ({ v, r }, z) => ({ v: v.sub(z.mul(v.add(0.3))), r: r.add(z.mul(0.15)) }),
  },
});

/** Graded leaky unit: an output without spikes. */
export const gradedUnit: (overrides?: { readonly tau?: number }) => NeuronModel = defineNeuron({
  name: 'graded unit',
  params: { tau: timeConstant(10, 'time constant') },
  state: { y: quantity(0, '', 'output') },
  derive: ({ tau }, dt) => ({ kappa: Math.exp(-dt / tau) }),
  integrate: ({ y }, input, { kappa }) => ({ y: y.mul(kappa).add(input) }),
});

/** Graded unit with two variables, the second of which drives the first. */
export const secondOrderUnit: () => NeuronModel = defineNeuron({
  name: 'second-order unit',
  params: {},
  state: { y: quantity(0, '', 'output'), x: quantity(0, '', 'inner variable') },
  integrate: ({ y, x }, input) => ({ y: y.mul(0.9).add(x.tanh().mul(0.5)), x: x.mul(0.8).add(input) }),
});

/** A neuron whose spikes come from the trial's input. */
export const sourceUnit = (): NeuronModel => ({
  kind: 'neuron',
  apiVersion: 1,
  name: 'source unit',
  params: {},
  source: 'input',
  state: {},
  constants: () => ({}),
  integrate: () => ({}),
});
