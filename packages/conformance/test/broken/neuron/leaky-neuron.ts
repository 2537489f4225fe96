import { defineNeuron, quantity, timeConstant, triangular, type NeuronModel, type NeuronSpec } from '@growcone/core';

type Spec = NeuronSpec<'tau', 'v', 'alpha'>;
type Spike = NonNullable<Spec['spike']>;

const spike: Spike = {
  threshold: ({ v }) => v.sub(1),
  surrogate: () => triangular(1),
  reset: ({ v }, z) => ({ v: v.sub(z.detach()) }),
};

/** A leaky integrate-and-fire neuron, right but for what is changed. */
export const leakyNeuron = (
  changes: Partial<Omit<Spec, 'spike'>> & { readonly spike?: Partial<Spike> } = {},
): ((overrides?: { readonly tau?: number }) => NeuronModel) =>
  defineNeuron({
    name: 'my neuron',
    params: { tau: timeConstant(12, 'membrane time constant') },
    state: { v: quantity(0, '', 'membrane potential') },
    derive: ({ tau }, dt) => ({ alpha: Math.exp(-dt / tau) }),
    integrate: ({ v }, input, { alpha }) => ({ v: v.mul(alpha).add(input) }),
    ...changes,
    spike: { ...spike, ...changes.spike },
  });
