import {
  defineLoss,
  defineOptimiser,
  defineReadout,
  quantity,
  type Loss,
  type Optimiser,
  type Readout,
  type ReverseRule,
} from '@growcone/core';

/** Squared error, taken at every step or of the readout. @param at - when */
export const squaredError = (at: 'step' | 'trial'): Loss =>
  defineLoss({
    name: `squared error of the ${at}`,
    at,
    target: 'values',
    value: ({ y, target }) => y.sub(target).square().mul(0.5),
    gradient: ({ y, target }) => y.sub(target),
  });

/** Softmax cross-entropy with a class as target. @param at - when */
export const crossEntropy = (at: 'step' | 'trial'): Loss =>
  defineLoss({
    name: `cross-entropy of the ${at}`,
    at,
    target: 'class',
    reductions: [
      { name: 'largest', operation: 'max', of: ({ y }) => y },
      { name: 'sum', operation: 'sum', of: ({ y, reduced }) => y.sub(reduced['largest']).exp() },
    ],
    value: ({ y, target, reduced }) => target.mul(reduced['sum'].log().add(reduced['largest']).sub(y)),
    gradient: ({ y, target, reduced }) => y.sub(reduced['largest']).exp().div(reduced['sum']).sub(target),
  });

/** Mean of the outputs over the trial. @param reads - what it reads */
export const meanOutput = (reads: 'potential' | 'spikes' = 'potential'): Readout =>
  defineReadout({
    name: `mean of ${reads}`,
    reads,
    state: { sum: quantity(0, '', 'sum so far') },
    advance: ({ state, y }) => ({ sum: state.sum.add(y) }),
    value: ({ state, steps }) => state.sum.div(steps),
    share: ({ steps }) => steps.mul(0).add(1).div(steps),
  });

/** Largest output of the trial; of equal ones the first. */
export const largestOutput = (): Readout =>
  defineReadout({
    name: 'largest output',
    reads: 'potential',
    state: { top: quantity(-1e9, '', 'largest so far'), when: quantity(0, 'steps', 'its step') },
    advance: ({ state, y, step }) => ({
      top: y.gt(state.top).select(y, state.top),
      when: y.gt(state.top).select(step, state.when),
    }),
    value: ({ state }) => state.top,
    share: ({ state, step }) => state.when.eq(step).select(1, 0),
  });

/** Gradient descent. */
export const descent = (): Optimiser =>
  defineOptimiser({
    name: 'gradient descent',
    learningRate: 0.01,
    step: ({ w, grad, learningRate }) => ({ w: w.sub(grad.mul(learningRate)) }),
  });

/** Backpropagation through time: every projection carries the learning signal. */
export const wholeGradient = (): ReverseRule => ({
  kind: 'learning-rule',
  apiVersion: 1,
  name: 'whole gradient',
  form: 'reverse',
  feedback: () => 'symmetric',
});

/** The signal reaches the populations that project to the readout, and stops there. */
export const readoutGradient = (): ReverseRule => ({
  kind: 'learning-rule',
  apiVersion: 1,
  name: 'gradient over the readout',
  form: 'reverse',
  feedback: ({ post }) => (post.readout ? 'symmetric' : undefined),
});
