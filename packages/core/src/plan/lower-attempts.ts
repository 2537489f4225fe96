import { Condition, variable, type Term } from '../expression/expression.ts';
import type { Attempts } from '../rule/attempts.ts';
import type { Rewiring } from '../rule/rewiring.ts';
import { lowerTraces } from './lower-traces.ts';
import type { Op } from './op.ts';
import type { PlanBuilder } from './plan-builder.ts';
import type { AttemptsPlan, Recorded, RewiringHead, RewiringPlan } from './rewiring-plan.ts';
import type { StorePart } from './store-part.ts';
import { recordWith, synapseScope } from './synapse-recorder.ts';

/** A rewiring that draws pairs, in a plan. */
export interface LoweredAttempts {
  /** The rewiring as data. */
  readonly plan: AttemptsPlan;
  /** Change of the rule's variables per neuron, in every step. */
  readonly traces: readonly Op[];
}

const DEGREE = { pre: 'degree.pre', post: 'degree.post' } as const;

/**
 * A rewiring that draws pairs, as data.
 *
 * @param builder - the plan
 * @param store - the projection
 * @param rule - the rewiring rule
 * @param edit - what it draws and decides
 * @param head - what all rewirings have
 */
export function lowerAttempts(
  builder: PlanBuilder,
  store: StorePart,
  rule: Rewiring,
  { draw, eliminate, form, caps = {} }: Attempts<string, string>,
  head: RewiringHead,
): LoweredAttempts {
  const traces = lowerTraces(builder, store.projection, rule.name, rule);
  const record = recordWith(store, (name) => {
    for (const at of ['pre', 'post'] as const) {
      if (name === DEGREE[at]) return { op: 'degree', store: store.projection.id, at };
    }
    return traces.bind(name);
  });
  const { pair, pre, post, ...synapse } = synapseScope(store, variable('w'))!;
  const [outDegree, inDegree] = [variable(DEGREE.pre), variable(DEGREE.post)];
  const both = { pair, pre, post, preVars: traces.pre, postVars: traces.post, outDegree, inDegree };
  const decided = (chance: Term | Condition): Recorded =>
    record(chance instanceof Condition ? chance : store.decision.lt(chance));
  const slots = 'slots' in draw;
  const plan: AttemptsPlan = {
    ...head,
    kind: 'attempts',
    attempts: slots ? draw.slots : draw.pairs,
    draw: slots
      ? {
          of: 'slots',
          perPost: draw.perPost,
          spikedWithin: draw.partner === 'uniform' ? undefined : draw.partner.lastSpiked,
        }
      : { of: 'pairs' },
    caps: { pre: caps.pre, post: slots ? Math.min(caps.post ?? draw.perPost, draw.perPost) : caps.post },
    eliminate: decided(eliminate({ ...both, ...synapse })),
    form: decided(form(both)),
  };
  return { plan, traces: traces.ops };
}

/** Whether a rewiring looks at the synapses of a postsynaptic neuron. @param rule - the rewiring */
export const readsColumns = (rule: RewiringPlan): boolean =>
  rule.kind === 'attempts' &&
  (rule.draw.of === 'slots' ||
    rule.caps.post !== undefined ||
    [...rule.eliminate.nodes, ...rule.form.nodes].some((node) => node.op === 'degree' && node.at === 'post'));
