import { UnsupportedRuleError, type Backend, type LearningRule, type NeuronModel } from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { judgeQuantities } from '../check/judge-quantities.ts';
import { versionCheck } from '../check/version-check.ts';
import { wrongOptionsCheck, type WrongOptions } from '../check/wrong-options.ts';
import { gradientCheck } from '../gradient/gradient-check.ts';
import { gradientNetworks, hardNetworks, type GradientNetwork } from '../gradient/gradient-networks.ts';
import { reference } from '../reference/reference.ts';
import { examplesLaw, noErrorLaw, sameBitsLaw, storageLaw } from './rule-laws.ts';
import { watchedRule, type WatchedRule } from './watched-rule.ts';

/** What else is known of a learning rule. */
export interface RuleConformanceOptions {
  /** Where it runs; the reference if left out. */
  readonly backend?: Backend;
  /**
   * Whether its gradient is the derivative of the loss along the feedback that the rule declares; where that crosses random weights,
   * of the projections onto the output only. If left out, it is for a rule without signals of its own.
   */
  readonly exact?: boolean;
  /** More neurons that it must work for, such as a plugin's own. */
  readonly neurons?: readonly NeuronModel[];
  /** Reasons for which it refuses some of the networks, as `UnsupportedRuleError` names them; none if left out. */
  readonly refuses?: readonly string[];
  /** What it must refuse, by the name of the option that is wrong: `{ target: () => myRule({ target: -1 }) }`. */
  readonly wrongOptions?: WrongOptions;
}

/** Steps and examples of a gradient: its forward-mode cost bounds the size, not what is checked. */
const SIZES = { steps: 60, examples: 2 };

/**
 * Checks a learning rule: its gradient against forward-mode derivatives in double precision, no change without error, the same
 * bits for the same input, examples that do not see each other, synapses that are edited, refusals by name.
 *
 * ```ts fragment
 * describeChecks('my rule', ruleConformance(() => myRule()), { describe, it });
 * ```
 *
 * @param rule - makes the rule
 * @param options - backend, claims, refusals
 */
export function ruleConformance(
  rule: () => LearningRule,
  { backend = reference(), exact, neurons = [], refuses = [], wrongOptions = {} }: RuleConformanceOptions = {},
): readonly Check[] {
  const made = rule();
  const { name, signal } = made;
  const pushes = signal?.signal !== undefined || signal?.push !== undefined;
  const at = { name, rule, backend };
  const networks = (one: () => LearningRule): readonly GradientNetwork[] => [
    ...gradientNetworks(one, neurons),
    ...hardNetworks(one),
  ];
  return [
    versionCheck('learning rule', made),
    makeCheck(
      `${name}: is documented`,
      'A rule has a name; all of its variables have a meaning and a finite value at the start of a trial.',
      `'${name}' on ${networks(rule).length} networks`,
      (judge) => judgeVariables(judge, rule, backend, networks),
    ),
    makeCheck(
      `${name}: refuses by name`,
      'A network that the rule cannot be right for is refused with an UnsupportedRuleError, whose reason it declares.',
      `${networks(rule).length} networks, on '${backend.name}'`,
      (judge) => judgeRefusals(judge, networks(rule), backend, refuses),
    ),
    ...((exact ?? !pushes) ? exactChecks(at, networks, refuses) : []),
    ...(pushes ? [] : [noErrorLaw(at)]),
    sameBitsLaw(at),
    examplesLaw(at),
    storageLaw(at),
    ...wrongOptionsCheck(name, wrongOptions),
  ];
}

function exactChecks(
  { name, rule, backend }: { readonly name: string; readonly rule: () => LearningRule; readonly backend: Backend },
  networks: (rule: () => LearningRule) => readonly GradientNetwork[],
  refuses: readonly string[],
): readonly Check[] {
  const watched: WatchedRule[] = [];
  const nets = networks(() => {
    const one = watchedRule(rule());
    watched.push(one);
    return one.rule;
  });
  return nets.map((net, i) =>
    gradientCheck(net, {
      ...SIZES,
      backend,
      law: `The gradient of '${name}' is the forward-mode derivative of the loss, along the feedback that the rule declares.`,
      refuses,
      random: watched[i].random,
      feedback: (p) => !watched[i].closed.has(p.name),
    }),
  );
}

async function judgeVariables(
  judge: Judge,
  rule: () => LearningRule,
  backend: Backend,
  networks: (rule: () => LearningRule) => readonly GradientNetwork[],
): Promise<void> {
  const watched = watchedRule(rule());
  const { name, signal } = watched.rule;
  judge.holds('name', name.trim() !== '', 'a name', `'${name}'`);
  for (const net of networks(() => watched.rule)) {
    try {
      await (await net.network.compile(backend))[Symbol.asyncDispose]();
    } catch (error) {
      // Another check sees to what is refused.
      if (!(error instanceof UnsupportedRuleError)) throw error;
    }
  }
  for (const variables of [...watched.variables, signal?.state ?? {}, signal?.carried ?? {}])
    judgeQuantities(judge, variables);
}

async function judgeRefusals(
  judge: Judge,
  networks: readonly GradientNetwork[],
  backend: Backend,
  refuses: readonly string[],
): Promise<void> {
  const seen = new Set<string>();
  for (const { name, network } of networks) {
    try {
      await (await network.compile(backend))[Symbol.asyncDispose]();
    } catch (error) {
      const named = error instanceof UnsupportedRuleError;
      const reason = named ? String(error.fields['reason']) : '';
      judge.holds(
        `what the rule does with '${name}'`,
        named && refuses.includes(reason),
        `that it takes the network, or an UnsupportedRuleError for a declared reason (${refuses.join(', ') || 'none'})`,
        (named ? `the undeclared reason '${reason}': ${error.message}` : String(error)).replace(/\.$/, ''),
      );
      seen.add(reason);
    }
  }
  for (const reason of refuses)
    judge.holds(`networks refused for the declared reason '${reason}'`, seen.has(reason), 'one at least', 'none');
}
