import { UnknownNameError, type Feedback, type LearningRule } from '@growcone/core';

/** Options of {@link ssgd}. */
export interface SsgdOptions {
  /** What carries errors back over every projection: the forward weights (`symmetric`, default) or fixed random ones. */
  readonly feedback?: Feedback;
}

const FEEDBACK: readonly Feedback[] = ['symmetric', 'random'];
const OPTIONS = ['feedback'];

/**
 * Sparse spiking gradient descent: backpropagation through time and layers that is evaluated at active neurons only.
 *
 * A neuron is active in a step where its surrogate slope is not 0. With `windowed(surrogate, halfWidth)` that is so within
 * `halfWidth` of threshold; without a window every neuron is active and the gradient is that of backpropagation through time.
 * Learning signals travel back over every projection, through recurrent loops, delays and any number of layers.
 *
 * Perez-Nieves & Goodman 2021 (arXiv 2105.08810).
 *
 * @param options - what carries errors back
 * @returns the learning rule
 */
export function ssgd(options: SsgdOptions = {}): LearningRule {
  for (const name of Object.keys(options)) oneOf('option', name, OPTIONS);
  const { feedback = 'symmetric' } = options;
  oneOf('feedback', feedback, FEEDBACK);
  return {
    kind: 'learning-rule',
    form: 'reverse',
    name: 'sparse spiking gradient descent',
    cite: 'arXiv:2105.08810',
    feedback: () => feedback,
  };
}

function oneOf(kind: string, given: string, known: readonly string[]): void {
  if (!known.includes(given)) throw new UnknownNameError('ssgd', kind, given, known);
}
