import { defineNeuron, quantity, triangular } from '@growcone/core';

/** A neuron that swings: a potential and a current that pull each other around, so that it answers best to a rhythm. */
export const swinging = defineNeuron({
  name: 'swinging',
  params: {
    turn: quantity(0.15, 'rad/step', 'how fast it swings', { min: 0, max: 1 }),
    damping: quantity(0.95, '', 'what is left of a swing after one step', { min: 0, max: 1 }),
    vTh: quantity(1, '', 'firing threshold', { above: 0 }),
  },
  state: { v: quantity(0, '', 'membrane potential'), i: quantity(0, '', 'swinging current') },
  integrate: ({ v, i }, input, { turn, damping }) => ({
    v: v.sub(i.mul(turn)).mul(damping).add(input),
    i: i.add(v.mul(turn)).mul(damping),
  }),
  spike: {
    threshold: ({ v }, { vTh }) => v.sub(vTh),
    surrogate: ({ vTh }) => triangular(vTh),
    reset: ({ v }, z, { vTh }) => ({ v: v.sub(z.detach().mul(vTh)) }),
  },
});
