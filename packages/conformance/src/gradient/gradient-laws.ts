import type { Backend, LearningRule, NeuronModel } from '@growcone/core';
import type { Check } from '../check/check.ts';
import { wholeGradient } from '../models/learning.ts';
import { gradientCheck } from './gradient-check.ts';
import { gradientNetworks } from './gradient-networks.ts';

/** What gradients are compared. */
export interface GradientLawsOptions {
  /** The rule; the whole gradient by the reverse sweep if left out. Called once per network. */
  readonly rule?: () => LearningRule;
  /**
   * Over which projections the rule sends its signal back: over all of them, or only over those into the readout, which
   * gives e-prop's gradient. All if left out.
   */
  readonly carries?: 'all' | 'readout';
  /** More neurons to put into the loop of a network, such as a plugin's own. */
  readonly neurons?: readonly NeuronModel[];
  /** Steps of a trial; 80 if left out. */
  readonly steps?: number;
  /** Examples of a batch; 2 if left out. */
  readonly examples?: number;
  /**
   * Reasons for which the rule may refuse a network, by their stable names (`reason` of an `UnsupportedRuleError`). A
   * refusal for another reason is a failure; none is allowed if left out.
   */
  readonly refuses?: readonly string[];
}

/**
 * Checks that the gradient which a backend computes for a compiled network is the derivative of the loss, spikes
 * differentiated by their surrogate slope, against forward-mode differentiation of the same equations.
 *
 * @param backend - where the networks run
 * @param options - rule, neurons, sizes
 */
export function gradientLaws(backend: Backend, options: GradientLawsOptions = {}): readonly Check[] {
  const { rule = wholeGradient, carries = 'all', neurons = [], steps = 80, examples = 2, refuses = [] } = options;
  const name = rule().name;
  const law =
    `The gradient of '${name}' is the forward-mode derivative of the loss` +
    (carries === 'all' ? '.' : ' in which learning passes back over the projections into the readout only.');
  return gradientNetworks(rule, neurons).map((net) =>
    gradientCheck(net, {
      backend,
      law,
      steps,
      examples,
      refuses,
      feedback: (p) => carries === 'all' || p.post.name === net.output.name,
    }),
  );
}
