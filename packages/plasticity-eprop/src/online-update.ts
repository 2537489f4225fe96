import {
  defineWeightUpdate,
  dot,
  lift,
  quantity,
  UnsupportedRuleError,
  ZERO,
  type Expr,
  type OnlineSite,
  type ProjectionSite,
  type Quantities,
  type Vars,
  type WeightUpdate,
} from '@growcone/core';
import { eligibility, type EligibilityStep } from './eligibility.ts';
import { readoutFilters, type ReadoutFilter } from './readout-filter.ts';

/** Variable that keeps a component of the eligibility vector. */
const eligibilityOf = (component: string): string => `eligibility.${component}`;
/** Variable that keeps a component of a filter. */
const filteredBy = (filter: ReadoutFilter, i: number): string => `filtered.${filter.name}.${i}`;

/**
 * E-prop forward in time for one projection: every synapse advances its eligibility in every step.
 *
 * Into a readout, ∂L/∂w gains Σₘ εₘ(t) ∂L/∂uₘ(t). Elsewhere it gains Σₘ Fₘ(t) · (Σₖ ŵ ∂L/∂uₘ(t)) + r(t−d) e(t−d), where F is the
 * trace e as it acts on the readouts after the feedback delay d; the update follows the neurons d steps late.
 *
 * @param site - where
 */
export function onlineUpdate(site: OnlineSite): WeightUpdate {
  const { post, incoming } = site.projection;
  const { pre, synapse, step } = eligibility(post.dynamics, incoming);
  const filters = readoutFilters(site.feedback);
  const lag = lagOf(site);
  const filtered = filters.flatMap((f) => f.drive.map((_, i) => filteredBy(f, i)));
  const advance = (kept: Vars<string>, x: Expr): EligibilityStep => step((c) => kept[eligibilityOf(c)] ?? ZERO, x);
  const pick = (names: readonly string[], { next }: EligibilityStep): Record<string, Expr> =>
    Object.fromEntries(names.map((c) => [eligibilityOf(c), next[c]!]));

  return defineWeightUpdate<string, string>({
    name: 'e-prop',
    synapse: {
      ...zeros(synapse.map(eligibilityOf), 'part of the eligibility vector'),
      ...zeros(filtered, 'filtered trace'),
    },
    pre: zeros(pre.map(eligibilityOf), 'part of the eligibility vector'),
    ...(lag > 0 ? { lag } : {}),
    eachSynapse({ pre: shared, syn, x, signals, ownSignal }) {
      const eps = advance({ ...only(pre, shared), ...only(synapse, syn) }, x);
      const own = ownSignal.mul(eps.trace);
      const kept = pick(synapse, eps);
      if (post.readout) return { ...kept, grad: dot(eps.vector, signals[0]!).add(own) };
      let grad = own;
      for (const filter of filters) {
        const before = filter.drive.map((_, i) => syn[filteredBy(filter, i)]!);
        filter.drive.forEach((drive, i) => {
          const now = dot(filter.decay[i]!.map(lift), before).add(eps.trace.mul(drive));
          kept[filteredBy(filter, i)] = now;
          for (const tap of filter.taps) grad = grad.add(now.mul(signals[tap.feedback]![tap.components[i]!]!));
        });
      }
      return { ...kept, grad };
    },
    ...(pre.length > 0 ? { eachPre: ({ pre: shared, x }) => pick(pre, advance(only(pre, shared), x)) } : {}),
  });
}

const zeros = (names: readonly string[], doc: string): Quantities<string> =>
  Object.fromEntries(names.map((n) => [n, quantity(0, '', doc)]));

const only = (components: readonly string[], from: Vars<string>): Vars<string> =>
  Object.fromEntries(components.map((c) => [eligibilityOf(c), from[eligibilityOf(c)]!]));

/** The one delay of all feedback; 0 into a readout. */
function lagOf({ projection, feedback }: OnlineSite): number {
  const delays = new Set(feedback.map(({ delay }) => delay));
  if (delays.size > 1) {
    throw unsupported(
      'feedback-delays',
      projection,
      `the online form follows '${projection.post.name}' at one delay, but its feedback comes over ${listed(feedback)}. Give ` +
        "these projections the same delay, or use eprop({ form: 'reverse' }), which takes any.",
    );
  }
  if (projection.post.readout && feedback.length > 0) {
    throw unsupported(
      'readout-with-feedback',
      projection,
      `the online form cannot train '${projection.name}': '${projection.post.name}' is a readout and also gets feedback over ` +
        `${listed(feedback)}. Read out from a population of its own, or use eprop({ form: 'reverse' }).`,
    );
  }
  return feedback[0]?.delay ?? 0;
}

const listed = (sites: readonly ProjectionSite[]): string =>
  sites.map(({ name, delay }) => `'${name}' (${delay} ${delay === 1 ? 'step' : 'steps'})`).join(', ');

const unsupported = (reason: string, { name }: ProjectionSite, what: string): UnsupportedRuleError =>
  new UnsupportedRuleError('e-prop', reason, what, { projection: name });
