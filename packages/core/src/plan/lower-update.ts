import { lift, variable, ZERO, type Expr } from '../expression/expression.ts';
import { apply } from '../model/scope.ts';
import type { Vars } from '../model/quantity.ts';
import type { Optimiser } from '../rule/optimiser.ts';
import { EXAMPLES, variables } from './labels.ts';
import type { Op } from './op.ts';
import { Recorder, type Bind } from './recorder.ts';
import type { NewWrite, PlanBuilder } from './plan-builder.ts';
import type { StorePart } from './store-part.ts';
import { readAt, synapseRecorder, synapseScope } from './synapse-recorder.ts';

const run = (kernel: number): Op => ({ op: 'run', kernel, replay: false });

/** An optimiser's variables of the network. */
export interface OptimiserPart {
  /** The optimiser. */
  readonly rule: Optimiser;
  /** Arrays by variable. */
  readonly state: Readonly<Record<string, number>>;
  /** Array of the learning rate. */
  readonly learningRate: number;
}

/** Adds an optimiser's variables of the network. @param builder - the plan @param rule - the optimiser */
export function optimiserPart(builder: PlanBuilder, rule: Optimiser): OptimiserPart {
  const shared = (name: string, initial: number): number =>
    builder.array({ name: `${rule.name}.${name}`, over: { per: 'network' }, lifetime: 'shared', initial });
  const state = Object.fromEntries(Object.entries(rule.network ?? {}).map(([n, q]) => [n, shared(n, q.value)]));
  return { rule, state, learningRate: shared('learning rate', rule.learningRate) };
}

/** The step of an optimiser's network variables, before the synapses. @param builder - the plan @param part - the optimiser */
export function lowerAdvance(builder: PlanBuilder, { rule, state }: OptimiserPart): readonly Op[] {
  if (!rule.advance) return [];
  const own = variables(Object.keys(state), (n) => n);
  const after = apply(rule.name, own, rule.advance(own));
  const bind: Bind = (n) => readAt(state[n], 'network');
  const writes = Object.entries(state).map(([n, array]): NewWrite => [array, after[n] as Expr]);
  return [run(builder.network({ name: `${rule.name} advance` }, new Recorder(bind), writes))];
}

/**
 * What happens to every synapse between batches, in one pass: the rewiring rule's penalty joins the gradient, the
 * optimiser steps, the rewiring rule adjusts, and the weight that the network sees is brought up to date.
 *
 * @param builder - the plan
 * @param store - the projection
 * @param optimiser - its optimiser
 */
export function lowerUpdate(builder: PlanBuilder, store: StorePart, optimiser: OptimiserPart): readonly Op[] {
  const { rule } = optimiser;
  const { rewiring } = store;
  const w = variable('w');
  const scope = synapseScope(store, w);
  const penalty = scope && rewiring?.rule.penalty?.({ ...scope, batch: EXAMPLES });
  const syn = variables(Object.keys(store.optimiser?.state ?? {}), (n) => `optimiser.${n}`);
  const network = variables(Object.keys(optimiser.state), (n) => `network.${n}`);
  const learningRate = variable('learningRate');
  const grad = variable('grad').add(penalty ?? ZERO);
  const { w: stepped, ...moved } = rule.step({ w, grad, syn, network, learningRate });
  const state = apply(rule.name, syn, moved);

  let weight = lift(stepped);
  let own: Readonly<Record<string, Expr>> = scope?.syn ?? {};
  if (scope && rewiring?.rule.adjust) {
    const adjusted = rewiring.rule.adjust({ ...scope, w: weight, learningRate });
    const after = apply(rewiring.rule.name, { ...own, w: weight }, adjusted);
    weight = after['w'] as Expr;
    own = after;
  }
  const writes: NewWrite[] = [[store.weight, weight]];
  for (const [n, array] of Object.entries(store.optimiser?.state ?? {})) writes.push([array, state[n] as Expr]);
  for (const [n, array] of Object.entries(rewiring?.state ?? {})) {
    if (own[n] !== scope?.syn[n]) writes.push([array, own[n] as Expr]);
  }
  if (scope && rewiring?.rule.delivered) {
    const seen = { ...scope, w: weight, syn: own as Vars<string> };
    writes.push([store.delivered, rewiring.rule.delivered(seen)]);
  }
  const extra: Bind = (n) => {
    if (n === 'grad') return readAt(store.gradient, 'synapse');
    if (n === 'learningRate') return readAt(optimiser.learningRate, 'network');
    if (n.startsWith('optimiser.')) return readAt(store.optimiser?.state[n.slice(10)], 'synapse');
    if (n.startsWith('network.')) return readAt(optimiser.state[n.slice(8)], 'network');
    return undefined;
  };
  const head = { name: `${store.projection.name} update`, store: store.projection.id };
  return [run(builder.synapses(head, synapseRecorder(store, extra), writes))];
}
