import {
  defineWeightUpdate,
  dot,
  isConstant,
  quantity,
  UnsupportedRuleError,
  type Expr,
  type OnlineRule,
  type OnlineSite,
  type ProjectionSite,
  type Quantities,
  type WeightUpdate,
} from '@growcone/core';
import { ruleConformance, type Check } from '../../../src/index.ts';

/** What is wrong with a rule: it sees its site changed, or hands out another update. */
export interface RuleMistake {
  /** Misreads where it is applied. @param site - the projection and its feedback */
  site?(site: OnlineSite): OnlineSite;
  /** Hands out another update. @param update - the right one @param site - where */
  update?(update: WeightUpdate, site: OnlineSite): WeightUpdate;
}

/** Reasons for which the rule refuses networks. */
export const REFUSES = ['loss-of-trial', 'readout-dynamics', 'feedback-delays'];

const unchanged = <T>(value: T): T => value;
const variables = (names: readonly string[], doc: string): Quantities<string> =>
  Object.fromEntries(names.map((n) => [n, quantity(0, '', doc)]));

/**
 * Eligibility forward in time for any neuron, with all of it kept at the synapse; right but for a mistake.
 *
 * @param mistake - what is wrong
 */
export const localRule = ({ site: misread = unchanged, update: spoil = unchanged }: RuleMistake = {}): OnlineRule => ({
  kind: 'learning-rule',
  apiVersion: 1,
  name: 'my rule',
  form: 'online',
  feedback: ({ post }) => (post.readout ? 'symmetric' : undefined),
  weightUpdate: (site) => spoil(localUpdate(misread(site)), site),
});

/** What the author of such a rule runs. @param mistake - what is wrong */
export const ruleChecks = (mistake?: RuleMistake): readonly Check[] =>
  ruleConformance(() => localRule(mistake), { refuses: REFUSES });

function localUpdate({ projection, feedback }: OnlineSite): WeightUpdate {
  const { post, incoming } = projection;
  const { components, transition, reset, resetSpike, output } = post.dynamics;
  const drive = post.dynamics.drive[incoming] as readonly Expr[];
  const eligibility = components.map((c) => `eligibility.${c}`);
  const filters = feedback.map((edge) => ({ ...filterOf(edge), name: `filtered.${edge.name}` }));
  const filtered = filters.flatMap(({ name, drive: b }) => b.map((_, i) => `${name}.${i}`));
  return defineWeightUpdate<string>({
    name: 'my rule',
    synapse: { ...variables(eligibility, 'eligibility'), ...variables(filtered, 'filtered trace') },
    lag: lagOf(feedback),
    eachSynapse({ syn, x, signals, ownSignal }) {
      const before = eligibility.map((name) => syn[name] as Expr);
      const vector = transition.map((row, i) => dot(row, before).add((drive[i] as Expr).mul(x)));
      const trace = dot(output, vector);
      const kept: Record<string, Expr> = {};
      reset.forEach((row, i) => {
        kept[eligibility[i] as string] = dot(row, vector).add((resetSpike[i] as Expr).mul(trace));
      });
      let grad = trace.mul(ownSignal);
      if (post.readout) return { ...kept, grad: grad.add(dot(vector, signals[0] as readonly Expr[])) };
      filters.forEach(({ name, decay, drive: b }, k) => {
        const was = b.map((_, i) => syn[`${name}.${i}`] as Expr);
        b.forEach((onto, i) => {
          const now = dot(decay[i] as readonly Expr[], was).add(onto.mul(trace));
          kept[`${name}.${i}`] = now;
          grad = grad.add(now.mul(signals[k]?.[i] as Expr));
        });
      });
      return { ...kept, grad };
    },
  });
}

/** How long a trace acts on a readout: F ← D F + b e, with D = T (R + r ⊗ ψ). */
function filterOf({ name, incoming, post }: ProjectionSite): {
  readonly decay: readonly (readonly Expr[])[];
  readonly drive: readonly Expr[];
} {
  const { transition, reset, resetSpike, output, drive: drives } = post.dynamics;
  const drive = drives[incoming] as readonly Expr[];
  const total = reset.map((row, k) => row.map((r, j) => r.add((resetSpike[k] as Expr).mul(output[j] as Expr))));
  const decay = transition.map((row) =>
    output.map((_, j) =>
      dot(
        row,
        total.map((r) => r[j] as Expr),
      ),
    ),
  );
  if ([...decay.flat(), ...drive].every((e) => isConstant(e))) return { decay, drive };
  throw new UnsupportedRuleError(
    'my rule',
    'readout-dynamics',
    `needs a readout that forgets at a constant rate, but that of '${post.name}', behind '${name}', depends on its state. Use a leaky one.`,
    { projection: name },
  );
}

function lagOf(feedback: readonly ProjectionSite[]): number {
  const delays = new Set(feedback.map(({ delay }) => delay));
  if (delays.size < 2) return feedback[0]?.delay ?? 0;
  throw new UnsupportedRuleError(
    'my rule',
    'feedback-delays',
    `follows a neuron at one delay, got ${[...delays].join(' and ')}. Give its projections to the readout the same delay.`,
  );
}
