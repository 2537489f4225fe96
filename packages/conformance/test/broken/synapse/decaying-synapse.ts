import { defineSynapse, quantity, timeConstant, type SynapseModel, type SynapseSpec } from '@growcone/core';

/** A current that decays exponentially, right but for what is changed. */
export const mySynapse = (
  changes: Partial<SynapseSpec<'tau', 'g', 'decay'>> = {},
): ((overrides?: { readonly tau?: number }) => SynapseModel) =>
  defineSynapse({
    name: 'my synapse',
    params: { tau: timeConstant(5, 'time constant of the current') },
    state: { g: quantity(0, '', 'synaptic current') },
    derive: ({ tau }, dt) => ({ decay: Math.exp(-dt / tau) }),
    integrate: ({ g }, arrived, { decay }) => ({ g: g.mul(decay).add(arrived) }),
    current: ({ g }) => g,
    ...changes,
  });
