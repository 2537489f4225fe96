import { UnknownNameError, type Feedback, type LearningRule } from '@growcone/core';
import { activity, type LowerActivityOptions, type RescueOptions, type UpperActivityOptions } from './activity.ts';

/** Options of {@link ssgd}. */
export interface SsgdOptions {
  /** What carries errors back over every projection: the forward weights (`symmetric`, default) or fixed random ones. */
  readonly feedback?: Feedback;
  /** Pulls populations down that fire too much; left out, only the loss counts. `{}` takes the published values. */
  readonly upperActivity?: UpperActivityOptions;
  /** Pulls active neurons up that hardly fire; left out, only the loss counts. `{}` takes the published values. */
  readonly lowerActivity?: LowerActivityOptions;
  /** Lifts neurons that fell asleep, which no gradient reaches any more; left out, they stay asleep. */
  readonly rescue?: RescueOptions;
}

const FEEDBACK: readonly Feedback[] = ['symmetric', 'random'];
const OPTIONS = ['feedback', 'upperActivity', 'lowerActivity', 'rescue'];

/**
 * Sparse spiking gradient descent: backpropagation through time and layers that is evaluated at active neurons only.
 *
 * A neuron is active in a step where its surrogate slope is not 0. With `windowed(surrogate, halfWidth)` that is so within
 * `halfWidth` of threshold; without a window every neuron is active and the gradient is that of backpropagation through time.
 * Learning signals travel back over every projection, through recurrent loops, delays and any number of layers.
 *
 * Training results report, per population, spikes per trial, the share of active steps and the share of trials in which a
 * neuron was awake, with an alarm when none was in a whole batch.
 *
 * Perez-Nieves & Goodman 2021 (arXiv 2105.08810). Two differences: a spike's reset decays with the potential
 * (the model's own reset), and activity costs are per example, not per batch.
 *
 * @param options - what carries errors back, and what is done about activity
 * @returns the learning rule
 */
export function ssgd(options: SsgdOptions = {}): LearningRule {
  for (const name of Object.keys(options)) oneOf('option', name, OPTIONS);
  const { feedback = 'symmetric', upperActivity: upper, lowerActivity: lower, rescue } = options;
  oneOf('feedback', feedback, FEEDBACK);
  return {
    kind: 'learning-rule',
    apiVersion: 1,
    form: 'reverse',
    name: 'sparse spiking gradient descent',
    cite: 'arXiv:2105.08810',
    feedback: () => feedback,
    signal: activity({ upper, lower, rescue }),
  };
}

function oneOf(kind: string, given: string, known: readonly string[]): void {
  if (!known.includes(given)) throw new UnknownNameError('ssgd', kind, given, known);
}
