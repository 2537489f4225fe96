import { defineNeuron } from '../../src/model/neuron.ts';
import { quantity, timeConstant } from '../../src/model/quantity.ts';
import { triangular } from '../../src/expression/surrogate.ts';
import type { NeuronModel } from '../../src/model/neuron.ts';
import { defineLoss } from '../../src/rule/loss.ts';
import { defineReadout } from '../../src/rule/readout.ts';
import { defineOptimiser } from '../../src/rule/optimiser.ts';
import type { LearningRule } from '../../src/rule/learning-rule.ts';

/** Models for tests of the builder: the smallest of each kind. */
export const spiking = defineNeuron({
  name: 'spiking',
  params: { tauMem: timeConstant(20, 'membrane time constant') },
  state: { v: quantity(0, '', 'membrane potential') },
  integrate: ({ v }, input) => ({ v: v.mul(0.9).add(input) }),
  spike: {
    threshold: ({ v }) => v.sub(1),
    surrogate: () => triangular(1),
    reset: ({ v }, z) => ({ v: v.sub(z.detach()) }),
  },
});

export const graded = defineNeuron({
  name: 'graded',
  params: {},
  state: { y: quantity(0, '', 'output') },
  integrate: ({ y }, input) => ({ y: y.mul(0.9).add(input) }),
});

export const source = (): NeuronModel => ({ ...spiking(), name: 'source', source: 'input' });

export const sum = defineReadout({
  name: 'sum',
  reads: 'potential',
  state: { total: quantity(0, '', 'sum over time') },
  advance: ({ state, y }) => ({ total: state.total.add(y) }),
  value: ({ state }) => state.total,
  share: ({ state }) => state.total.mul(0).add(1),
});

export const squared = defineLoss({
  name: 'squared',
  at: 'trial',
  target: 'values',
  value: ({ y, target }) => y.sub(target).square(),
  gradient: ({ y, target }) => y.sub(target).mul(2),
});

export const descent = (): ReturnType<typeof defineOptimiser> =>
  defineOptimiser({
    name: 'descent',
    learningRate: 0.1,
    step: ({ w, grad, learningRate }) => ({ w: w.sub(grad.mul(learningRate)) }),
  });

export const toReadout: LearningRule = {
  kind: 'learning-rule',
  apiVersion: 1,
  form: 'reverse',
  name: 'to readout',
  feedback: ({ post }) => (post.readout ? 'symmetric' : undefined),
};
