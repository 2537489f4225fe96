import { defineSynapse, exp, quantity, timeConstant, type SynapseModel, type Values } from '@growcone/core';

/**
 * Alpha synapse: after an arriving spike the current rises to the weight within `tauSyn` and then decays.
 *
 * i(t) = w · t/`tauSyn` · exp(1 − t/`tauSyn`) for a spike that arrived at 0, exact at every step.
 *
 * @param overrides - parameters that differ from their defaults
 * @returns the synapse model
 */
export const alpha: (overrides?: Partial<Values<'tauSyn'>>) => SynapseModel = defineSynapse({
  name: 'alpha',
  params: { tauSyn: timeConstant(5, 'time from arrival to peak') },
  state: {
    i: quantity(0, '', 'synaptic current'),
    rise: quantity(0, '', 'what the current still rises from'),
  },
  derive: ({ tauSyn }, dt) => {
    const decay = exp(-dt / tauSyn);
    return { decay, slope: (dt / tauSyn) * exp(1) * decay };
  },
  integrate: ({ i, rise }, arrived, { decay, slope }) => ({
    i: i.mul(decay).add(rise.mul(slope)),
    rise: rise.mul(decay).add(arrived),
  }),
  current: ({ i }) => i,
});
