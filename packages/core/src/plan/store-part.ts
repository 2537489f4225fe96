import type { StoreFormat } from '../connectivity/store.ts';
import { randomNormal, randomUniform, variable as variableExpr, type Expr } from '../expression/expression.ts';
import type { Vars } from '../model/quantity.ts';
import type { Projection } from '../network/description.ts';
import type { Optimiser } from '../rule/optimiser.ts';
import type { PlasticityUpdate } from '../rule/plasticity.ts';
import type { PairDraws, Rewiring } from '../rule/rewiring.ts';
import type { StoreSpec, StoreVariable } from './plan.ts';
import type { PlanBuilder } from './plan-builder.ts';
import { DrawTable } from './recorder.ts';
import { streamOf } from '../random/streams.ts';

/** A projection on its way into a plan: its store and the arrays over it. */
export interface StorePart {
  /** The projection. */
  readonly projection: Projection;
  /** The weights. */
  readonly weight: number;
  /** The weights that the network sees; the same array unless a rewiring rule says otherwise. */
  readonly delivered: number;
  /** Fixed random feedback weights. */
  readonly feedback: number | undefined;
  /** The gradient, one copy per shard; absent if the projection does not learn. */
  readonly gradient: number | undefined;
  /** The optimiser and its variables. */
  readonly optimiser: { readonly rule: Optimiser; readonly state: Readonly<Record<string, number>> } | undefined;
  /** The rewiring rule and its variables. */
  readonly rewiring: { readonly rule: Rewiring; readonly state: Readonly<Record<string, number>> } | undefined;
  /** The plasticity rule: its name, what it does here, and its variables. */
  readonly plasticity:
    | { readonly rule: string; readonly update: PlasticityUpdate; readonly state: Readonly<Record<string, number>> }
    | undefined;
  /** The constants of a pair as the rewiring rule defines them: recorded once, so that every kernel draws the same. */
  readonly pair: Vars<string>;
  /** Draws that are constants of a pair. */
  readonly pairDrawn: ReadonlySet<Expr>;
  /** Numbers of the draws that are constants of a pair. */
  readonly pairDraws: DrawTable;
  /** The draw of a random feedback weight. */
  readonly feedbackDraw: Expr;
  /** Its number. */
  readonly feedbackDraws: DrawTable;
  /** Random stream of the candidates that a rewiring draws. */
  readonly attempts: number;
  /** Random stream of the probes that a rewiring has. */
  readonly probes: number;
  /** The draw that decides about a drawn pair. */
  readonly decision: Expr;
  /** Its number. */
  readonly decisionDraws: DrawTable;
  /** Draws of the rewiring rule between batches. */
  readonly updateDraws: DrawTable;
  /** The store. */
  readonly spec: StoreSpec;
}

/** What is attached to a projection. */
export interface StoreRoles {
  /** The optimiser, if it learns. */
  readonly optimiser: Optimiser | undefined;
  /** The rewiring rule. */
  readonly rewiring: Rewiring | undefined;
  /** The plasticity rule. */
  readonly plasticity: { readonly rule: string; readonly update: PlasticityUpdate } | undefined;
  /** Whether it needs fixed random feedback weights. */
  readonly randomFeedback: boolean;
  /** The storage format. */
  readonly format: StoreFormat;
}

/**
 * Adds a projection's store and the arrays over it to the plan.
 *
 * @param builder - the plan
 * @param projection - the projection
 * @param roles - what is attached to it
 */
export function storePart(builder: PlanBuilder, projection: Projection, roles: StoreRoles): StorePart {
  const { id, name, pre, post, delay } = projection;
  const over = { per: 'synapse', store: id } as const;
  const attached: StoreVariable[] = [];
  const variable = (own: string, birth: number): number => {
    const array = builder.array({ name: `${name}.${own}`, over, lifetime: 'shared', initial: birth });
    attached.push({ name: own, array, birth });
    return array;
  };
  const state = (
    prefix: string,
    quantities: Readonly<Record<string, { readonly value: number }>> | undefined,
  ): Record<string, number> =>
    Object.fromEntries(Object.entries(quantities ?? {}).map(([n, q]) => [n, variable(`${prefix}.${n}`, q.value)]));

  const weight = variable('w', 0);
  const { optimiser, rewiring, plasticity } = roles;
  const drawn = new Set<Expr>();
  const pair = rewiring?.pair?.(pairDraws(drawn), variableExpr('pre'), variableExpr('post')) ?? {};
  const pairTable = (
    kind: 'pairConstant' | 'feedback' | 'synapse' | 'rewiringPair',
    time: 'never' | 'update' | 'step',
  ): DrawTable => new DrawTable({ stream: streamOf(kind, id), by: 'pair', time });
  return {
    projection,
    weight,
    delivered: rewiring?.delivered ? variable('delivered', 0) : weight,
    feedback: roles.randomFeedback ? variable('feedback', 0) : undefined,
    gradient: optimiser && builder.array({ name: `${name}.gradient`, over, lifetime: 'shard' }),
    optimiser: optimiser && { rule: optimiser, state: state(optimiser.name, optimiser.synapse) },
    rewiring: rewiring && { rule: rewiring, state: state(rewiring.name, rewiring.synapse) },
    plasticity: plasticity && { ...plasticity, state: state(plasticity.rule, plasticity.update.synapse) },
    pair,
    pairDrawn: drawn,
    pairDraws: pairTable('pairConstant', 'never'),
    feedbackDraw: randomNormal(),
    feedbackDraws: pairTable('feedback', 'never'),
    attempts: streamOf('rewiringAttempt', id),
    probes: streamOf('rewiringProbe', id),
    decision: randomUniform(),
    decisionDraws: pairTable('rewiringPair', 'step'),
    updateDraws: pairTable('synapse', 'update'),
    spec: {
      id,
      name,
      pre: pre.id,
      post: post.id,
      format: roles.format,
      delay,
      variables: attached,
      columns: plasticity?.update.onPostSpike !== undefined,
      autapses: projection.autapses,
    },
  };
}

/** Draws of a pair that remember which expressions they are, so that recorders can tell them from other draws. */
function pairDraws(drawn: Set<Expr>): PairDraws {
  const remember = (draw: Expr): Expr => {
    drawn.add(draw);
    return draw;
  };
  return { uniform: () => remember(randomUniform()), normal: () => remember(randomNormal()) };
}
