import {
  defineNeuron,
  exponential,
  lift,
  log,
  quantity,
  randomUniform,
  ZERO,
  type Initialiser,
  type NeuronModel,
} from '@growcone/core';

/** Largest probability of a spike per step that is told from 1. */
const MOST = 1 - 2 ** -24;

/**
 * Spikes at random, each step with a probability that may change at any time. What is injected is the hazard h = −ln(1 − p): it is taken
 * from an amount that each spike draws anew from the exponential distribution of mean 1, and the next spike comes when nothing is left. So
 * a step without a spike draws nothing.
 */
export const drivenSource: () => NeuronModel = defineNeuron({
  name: 'drivenSource',
  params: {},
  state: { left: quantity(1, '', 'hazard until the next spike') },
  integrate: ({ left }, hazard) => ({ left: left.sub(hazard) }),
  spike: {
    threshold: ({ left }) => left.neg(),
    surrogate: () => () => ZERO,
    reset: ({ left }, z) => ({ left: z.gt(0).select(lift(1).sub(randomUniform()).log().neg(), left) }),
  },
});

/** Initial state of driven sources: the time to the first spike is drawn as that to every other. */
export const FIRST_SPIKES: { readonly left: Initialiser } = { left: exponential(1) };

/** What is injected for a probability of a spike. @param p - the probability per step */
export const hazard = (p: number): number => -log(1 - Math.min(MOST, p));
