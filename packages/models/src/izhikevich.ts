import { defineNeuron, lift, quantity, type NeuronModel, type Surrogate, type Values } from '@growcone/core';
import { startingAt } from './starting-at.ts';

/** Distance from the peak over which the surrogate falls by a factor e, in mV. */
const WIDTH = 30;

/** Falls off below the peak only: with dt = 1 ms a spike overshoots it by up to hundreds of mV. */
const belowPeak: Surrogate = (x) => lift(0.3 / WIDTH).mul(x.min(0).div(WIDTH).exp());

const define = defineNeuron({
  name: 'izhikevich',
  cite: 'doi:10.1109/TNN.2003.820440',
  params: {
    a: quantity(0.02, '1/ms', 'rate at which recovery follows the potential', { above: 0 }),
    b: quantity(0.2, '1/ms', 'how strongly recovery follows the potential'),
    c: quantity(-65, 'mV', 'potential after a spike', { max: 30 }),
    d: quantity(8, 'mV/ms', 'recovery added by a spike'),
  },
  state: {
    v: quantity(-65, 'mV', 'membrane potential'),
    u: quantity(-13, 'mV/ms', 'recovery'),
  },
  derive: (_, dt) => ({ dt }),
  integrate: ({ v, u }, input, { a, b, dt }) => ({
    v: v.mul(0.04).add(5).mul(v).add(140).sub(u).add(input).mul(dt).add(v),
    u: v.mul(b).sub(u).mul(a.mul(dt)).add(u),
  }),
  spike: {
    threshold: ({ v }) => v.sub(30),
    surrogate: () => belowPeak,
    reset: ({ v, u }, z, { c, d }) => ({ v: z.detach().gt(0).select(c, v), u: u.add(z.detach().mul(d)) }),
  },
});

/**
 * Izhikevich neuron: two variables that fire, burst or chatter, depending on four parameters.
 *
 * dv/dt = 0.04 v² + 5 v + 140 − u + I, du/dt = a (b v − u) in mV and ms, I in mV/ms; a spike where v ≥ 30 mV; then v ← `c`
 * and u ← u + `d`, which learning does not look through. One forward Euler step per dt: use 0.5 ms or less where the shape
 * of a spike matters. It starts at v = `c`, u = `b` `c`. Surrogate: 0.01/mV · exp(min(v − 30 mV, 0)/30 mV), one-sided because
 * a spike overshoots its peak.
 *
 * @param overrides - parameters that differ from those of a regular spiking neuron
 * @returns the neuron model
 */
export const izhikevich: (overrides?: Partial<Values<'a' | 'b' | 'c' | 'd'>>) => NeuronModel = (overrides) => {
  const model = define(overrides);
  const { b, c } = model.params as Values<'b' | 'c'>;
  return startingAt(model, { v: c, u: b * c });
};
