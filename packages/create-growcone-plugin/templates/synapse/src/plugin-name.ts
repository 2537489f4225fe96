import {
  defineSynapse,
  exp,
  GrowconeError,
  log,
  quantity,
  timeConstant,
  type SynapseModel,
  type Values,
} from '@growcone/core';

/**
 * Double-exponential synapse: after an arriving spike the current rises with `tauRise` and decays with `tauDecay`.
 *
 * i(t) = w k (exp(−t/`tauDecay`) − exp(−t/`tauRise`)) for a spike that arrived at 0, exact at every step. k makes the peak, at
 * t = ln(`tauDecay`/`tauRise`) / (1/`tauRise` − 1/`tauDecay`), equal to the weight w. `tauRise` must be shorter than `tauDecay`.
 *
 * Roth and van Rossum 2009, in Computational Modeling Methods for Neuroscientists (MIT Press), chapter 6.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the synapse model
 */
export const pluginName: (overrides?: Partial<Values<'tauRise' | 'tauDecay'>>) => SynapseModel = defineSynapse({
  name: 'pluginName',
  apiVersion: 1,
  cite: 'Roth and van Rossum 2009, Modeling synapses',
  params: {
    tauRise: timeConstant(2, 'rise of the current'),
    tauDecay: timeConstant(8, 'decay of the current'),
  },
  state: {
    slow: quantity(0, '', 'part of the current that decays with tauDecay'),
    fast: quantity(0, '', 'part of the current that decays with tauRise'),
  },
  derive: ({ tauRise, tauDecay }, dt) => {
    if (tauRise >= tauDecay)
      throw new GrowconeError(
        'TIME_CONSTANTS',
        `pluginName.tauRise must be below tauDecay, got ${tauRise} and ${tauDecay} ms. A rise as slow as the decay is an alpha synapse.`,
      );
    const peak = log(tauDecay / tauRise) / (1 / tauRise - 1 / tauDecay);
    return {
      keepSlow: exp(-dt / tauDecay),
      keepFast: exp(-dt / tauRise),
      scale: 1 / (exp(-peak / tauDecay) - exp(-peak / tauRise)),
    };
  },
  integrate: ({ slow, fast }, arrived, { keepSlow, keepFast, scale }) => ({
    slow: slow.mul(keepSlow).add(arrived.mul(scale)),
    fast: fast.mul(keepFast).add(arrived.mul(scale)),
  }),
  current: ({ slow, fast }) => slow.sub(fast),
});
