import { isConstant, lift, variable, ZERO, type Expr } from '../expression/expression.ts';
import { apply } from '../model/scope.ts';
import type { Population, Projection } from '../network/description.ts';
import { checkPlugins } from '../plugin-api.ts';
import type { OnlineRule, OnlineSite, ProjectionSite } from '../rule/learning-rule.ts';
import type { WeightUpdate } from '../rule/weight-update.ts';
import type { FeedbackEdge, LearningGraph } from './learning-graph.ts';
import type { KeptStep, LoweredPopulation } from './lower-population.ts';
import type { LoweredReadout } from './lower-readout.ts';
import { label, STEP, STEPS, variables } from './labels.ts';
import type { LeafNode } from './node.ts';
import type { Op } from './op.ts';
import { UnsupportedRuleError } from './plan-errors.ts';
import type { NewWrite, PlanBuilder } from './plan-builder.ts';
import { Recorder } from './recorder.ts';
import type { StorePart } from './store-part.ts';

const run = (kernel: number): Op => ({ op: 'run', kernel, replay: false });

/** The weight update of every learned projection. */
export type OnlineUpdates = ReadonlyMap<Projection, WeightUpdate>;

/**
 * Asks an online rule for its updates, before the populations are lowered: they say how long the linearised steps are
 * needed.
 *
 * @param rule - the rule
 * @param graph - where learning goes
 * @param site - what a rule may know of a projection
 * @param lossAt - when the loss is known
 */
export function onlineUpdates(
  rule: OnlineRule,
  graph: LearningGraph,
  site: (projection: Projection) => ProjectionSite,
  lossAt: 'step' | 'trial',
): OnlineUpdates {
  if (lossAt !== 'step') {
    throw new UnsupportedRuleError(
      rule.name,
      'loss-of-trial',
      'the online form needs the learning signal in every step, but the loss is on the readout of the whole trial. ' +
        "Use a loss with at: 'step', or form: 'reverse'.",
    );
  }
  if (rule.signal?.at === 'trial') {
    throw new UnsupportedRuleError(
      rule.name,
      'signal-of-trial',
      `the online form needs every signal in every step, but '${rule.signal.name}' is known after the trial. Use form: 'reverse'.`,
    );
  }
  return new Map(
    [...graph.learned].map((projection) => {
      const feedback = (graph.feedback.get(projection.post) ?? []).map((edge) => site(edge.projection));
      const where: OnlineSite = { projection: site(projection), feedback };
      const update = rule.weightUpdate(where);
      checkPlugins({ ...update, kind: 'weight update' });
      return [projection, update];
    }),
  );
}

/** What the online form is made from. */
export interface OnlineInput {
  /** Where learning goes. */
  readonly graph: LearningGraph;
  /** The updates. */
  readonly updates: OnlineUpdates;
  /** Populations by description. */
  readonly population: (population: Population) => LoweredPopulation;
  /** Stores by description. */
  readonly store: (projection: Projection) => StorePart;
  /** The readout. */
  readonly readout: LoweredReadout;
}

/** The kernels of the online form. */
export interface LoweredOnline {
  /** Runs in every step after all populations and the loss. */
  readonly body: readonly Op[];
  /** Runs in the steps after the trial, in which no more signal comes. */
  readonly flushBody: readonly Op[];
  /** Number of steps after the trial. */
  readonly flush: number;
}

/**
 * Makes the online form: the signals that travel back in every step, then the update of every synapse.
 *
 * @param builder - the plan
 * @param input - what it is made from
 */
export function lowerOnline(builder: PlanBuilder, input: OnlineInput): LoweredOnline {
  const { graph, updates } = input;
  const body: Op[] = [];
  const flushBody: Op[] = [];
  const signals = new Map<Population, readonly (readonly (number | undefined)[])[]>();
  for (const population of graph.populations) {
    const edges = graph.feedback.get(population) ?? [];
    const arrays = edges.map((edge) => lowerSignal(builder, input, population, edge, body));
    signals.set(population, arrays);
  }
  const late: Op[] = [];
  const flush = Math.max(0, ...[...updates.values()].map((u) => u.lag ?? 0));
  for (const [projection, update] of updates) {
    const own = signals.get(projection.post) ?? [];
    const lowered = lowerWeightUpdate(builder, input, projection, update, own, flush);
    body.push(lowered.synapses);
    flushBody.push(lowered.withoutSignals);
    late.push(...lowered.pre);
  }
  return {
    body: [...body, ...late],
    flushBody: [...flushBody, ...late],
    flush,
  };
}

/** Σ ŵ ∂L/∂u over a feedback projection, one array per component of the readout that the loss reaches directly. */
function lowerSignal(
  builder: PlanBuilder,
  input: OnlineInput,
  population: Population,
  { projection, kind }: FeedbackEdge,
  ops: Op[],
): (number | undefined)[] {
  const store = input.store(projection);
  const { expr, bind } = input.readout.direct('post');
  const { linearised, replay } = input.population(projection.post).kept as KeptStep;
  const weight = kind === 'symmetric' ? store.delivered : (store.feedback as number);
  return linearised.output.map((output, m) => {
    if (isConstant(output, 0)) return undefined;
    const name = `${projection.name} signal ${linearised.components[m] ?? m}`;
    const into = builder.array({
      name,
      over: { per: 'neuron', population: population.id },
      lifetime: 'example',
    });
    const recorder = new Recorder((n) => (n === 'w' ? { op: 'read', array: weight, at: 'synapse', lag: 0 } : bind(n)));
    replay(recorder, (array) => ({ op: 'read', array, at: 'post', lag: 0 }));
    const head = { name, store: projection.id };
    ops.push(run(builder.rows(head, recorder, [[into, variable('w').mul(output.mul(expr))]])));
    return into;
  });
}

/** The synapse and presynaptic kernels of one projection's update. */
function lowerWeightUpdate(
  builder: PlanBuilder,
  input: OnlineInput,
  projection: Projection,
  update: WeightUpdate,
  signalArrays: readonly (readonly (number | undefined)[])[],
  flush: number,
): { readonly synapses: Op; readonly withoutSignals: Op; readonly pre: readonly Op[] } {
  const { name, id, pre, post, delay } = projection;
  const lag = update.lag ?? 0;
  const store = input.store(projection);
  const { part, kept } = input.population(post);
  const { linearised, ownSignal, replay } = kept as KeptStep;
  const arrays = (
    quantities: WeightUpdate['synapse'],
    over: Parameters<PlanBuilder['array']>[0]['over'],
  ): Record<string, number> =>
    Object.fromEntries(
      Object.entries(quantities ?? {}).map(([n, q]) => [
        n,
        builder.array({ name: `${name}.${update.name}.${n}`, over, lifetime: 'example', initial: q.value }),
      ]),
    );
  const synapse = arrays(update.synapse, { per: 'synapse', store: id });
  const preState = arrays(update.pre, { per: 'neuron', population: pre.id });
  const direct = part.readout ? input.readout.direct('post') : undefined;

  const bindPre = (n: string, at: 'pre' | 'neuron'): LeafNode | undefined => {
    if (n === 'x') return { op: 'spiked', population: pre.id, at, lag: delay + lag };
    const found = Object.entries(preState).find(([key]) => label.pre(key) === n);
    return found && { op: 'read', array: found[1], at, lag: 0 };
  };
  const record = (withSignals: boolean): Op => {
    const recorder = new Recorder((n) => {
      if (n === 'w') return { op: 'read', array: store.weight, at: 'synapse', lag: 0 };
      const own = Object.entries(synapse).find(([key]) => label.synapse(key) === n);
      if (own) return { op: 'read', array: own[1], at: 'synapse', lag: 0 };
      if (n.startsWith('signal#')) {
        const [, edge, m] = n.split('#');
        return { op: 'read', array: signalArrays[Number(edge)]?.[Number(m)] as number, at: 'post', lag: 0 };
      }
      if (n === 'step') return { op: 'step' };
      if (n === 'steps') return { op: 'steps' };
      return bindPre(n, 'pre') ?? direct?.bind(n);
    });
    replay(recorder, (array) => ({ op: 'read', array, at: 'post', lag }));
    const signals: Expr[][] = direct
      ? [linearised.output.map((o) => (withSignals ? o.mul(direct.expr) : ZERO))]
      : signalArrays.map((components, edge) =>
          components.map((a, m) => (withSignals && a !== undefined ? variable(`signal#${edge}#${m}`) : ZERO)),
        );
    const syn = variables(Object.keys(synapse), label.synapse);
    const writes = update.eachSynapse({
      w: variable('w'),
      syn,
      pre: variables(Object.keys(preState), label.pre),
      x: variable('x'),
      signals,
      ownSignal,
    });
    const { grad = 0, ...others } = writes;
    const after = apply(update.name, syn, others);
    // An update that is less late than another one has followed the whole trial before the sweep ends.
    const done = !withSignals && lag < flush ? STEP.gt(STEPS.add(lag)) : undefined;
    const until = (value: Expr, otherwise: Expr): Expr => (done ? done.select(otherwise, value) : value);
    const names = Object.keys(synapse).filter((n) => after[n] !== syn[n]);
    const list: NewWrite[] = names.map((n) => [synapse[n] as number, until(after[n] as Expr, syn[n] as Expr)]);
    list.push([store.gradient as number, until(lift(grad), ZERO), true]);
    const head = { name: `${name} ${update.name}${withSignals ? '' : ' after the trial'}`, store: id };
    return run(builder.synapses(head, recorder, list));
  };

  const preOps: Op[] = [];
  if (update.eachPre) {
    const own = variables(Object.keys(preState), label.pre);
    const after = apply(update.name, own, update.eachPre({ pre: own, x: variable('x') }));
    const list = Object.entries(preState).map(([n, array]): NewWrite => [array, after[n] as Expr]);
    const head = { name: `${name} ${update.name} traces`, population: pre.id };
    preOps.push(run(builder.neurons(head, new Recorder((n) => bindPre(n, 'neuron')), list)));
  }
  return { synapses: record(true), withoutSignals: record(false), pre: preOps };
}
