import type { LearningRule, Quantities, WeightUpdate } from '@growcone/core';

/** A rule, and what it said while a network was compiled with it. */
export interface WatchedRule {
  /** The rule; it does what the one that is watched does. */
  readonly rule: LearningRule;
  /** Names of projections over which it sends nothing back. */
  readonly closed: ReadonlySet<string>;
  /** Whether some feedback crosses fixed random weights, which no derivative of the loss does. */
  random(): boolean;
  /** Variables of its updates, per synapse and per presynaptic neuron. */
  readonly variables: readonly Quantities<string>[];
}

/**
 * Watches what a rule says.
 *
 * @param rule - the rule
 */
export function watchedRule(rule: LearningRule): WatchedRule {
  const closed = new Set<string>();
  const variables: Quantities<string>[] = [];
  let random = false;
  const feedback: LearningRule['feedback'] = (site) => {
    const way = rule.feedback(site);
    if (way === undefined) closed.add(site.name);
    random ||= way === 'random';
    return way;
  };
  const note = (update: WeightUpdate): WeightUpdate => {
    variables.push(update.synapse ?? {}, update.pre ?? {});
    return update;
  };
  const hooks = rule.form === 'online' ? { feedback, weightUpdate: noted(rule, note) } : { feedback };
  // A rule may be of a class, whose methods a copy of its own properties would lose.
  return { rule: Object.assign(Object.create(rule) as LearningRule, hooks), closed, random: () => random, variables };
}

const noted =
  (rule: Extract<LearningRule, { readonly form: 'online' }>, note: (update: WeightUpdate) => WeightUpdate) =>
  (site: Parameters<typeof rule.weightUpdate>[0]): WeightUpdate =>
    note(rule.weightUpdate(site));
