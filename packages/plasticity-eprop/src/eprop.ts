import { UnknownNameError, type Feedback, type LearningRule } from '@growcone/core';
import { firingRate as firingRateSignal, type FiringRateOptions } from './firing-rate.ts';
import { onlineUpdate } from './online-update.ts';

/** Options of {@link eprop}. */
export interface EpropOptions {
  /**
   * How the gradient is computed. `reverse` (default): after the trial, backwards in time, at the cost of the spikes alone;
   * takes every network and loss. `online`: during the trial, at every synapse in every step. Both give the same gradient.
   */
  readonly form?: 'reverse' | 'online';
  /** What carries the readouts' errors back: the forward weights (`symmetric`, default) or fixed random ones. */
  readonly feedback?: Feedback;
  /** Also pulls every neuron towards a firing rate; left out, only the loss counts. `{}` takes the published values. */
  readonly firingRate?: FiringRateOptions;
}

const FORMS = ['reverse', 'online'] as const;
const FEEDBACK: readonly Feedback[] = ['symmetric', 'random'];
const OPTIONS = ['form', 'feedback', 'firingRate'];

/**
 * E-prop (eligibility propagation): every synapse learns from its own eligibility and a signal that reaches its neuron
 * straight from the readouts; nothing travels back through recurrent connections.
 *
 * ∂L/∂w ≈ Σₜ L(t) e(t), where e is how the synapse acts on its neuron's output along the neuron's own dynamics, derived from
 * the model's equations. It names no model and works for any.
 *
 * @param options - form, feedback and firing-rate pull
 * @returns the learning rule
 */
export function eprop(options: EpropOptions = {}): LearningRule {
  for (const name of Object.keys(options)) oneOf('option', name, OPTIONS);
  const { form = 'reverse', feedback = 'symmetric', firingRate } = options;
  oneOf('form', form, FORMS);
  oneOf('feedback', feedback, FEEDBACK);
  const common = {
    kind: 'learning-rule',
    apiVersion: 1,
    name: 'e-prop',
    cite: 'doi:10.1038/s41467-020-17236-y',
    feedback: ({ post }) => (post.readout ? feedback : undefined),
    ...(firingRate ? { signal: firingRateSignal(firingRate) } : {}),
  } as const satisfies Partial<LearningRule>;
  return form === 'reverse' ? { ...common, form } : { ...common, form, weightUpdate: onlineUpdate };
}

function oneOf(kind: string, given: string, known: readonly string[]): void {
  if (!known.includes(given)) throw new UnknownNameError('eprop', kind, given, known);
}
