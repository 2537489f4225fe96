import { checked, defineNeuron, quantity, randomUniform, ZERO, type NeuronModel, type Values } from '@growcone/core';

const RATE = 'firing rate';

/**
 * Poisson source: fires at random with a given rate, each neuron, step and example on its own.
 *
 * In every step it fires with probability `rate`·dt, so that the mean rate is exact. It has no memory and no variables, and
 * nothing that arrives changes it.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the neuron model; compiling refuses a rate above one spike per step
 */
export const poissonSource: (overrides?: Partial<Values<'rate'>>) => NeuronModel = defineNeuron({
  name: 'poissonSource',
  params: { rate: quantity(10, 'Hz', RATE, { min: 0 }) },
  state: {},
  derive: ({ rate }, dt) => {
    const most = 1000 / dt;
    checked(
      'poissonSource',
      'rate',
      rate,
      quantity(10, 'Hz', `${RATE}, one spike per step at most`, { min: 0, max: most }),
    );
    return { probability: rate / most };
  },
  integrate: () => ({}),
  spike: {
    // A draw is below 1 and may be 0: rate 0 never fires, one spike per step always does.
    threshold: (_, { probability }) => randomUniform().lt(probability).select(1, -1),
    surrogate: () => () => ZERO,
    reset: () => ({}),
  },
});
