import { lift, variable, type Condition, type Expr } from '../expression/expression.ts';
import { apply } from '../model/scope.ts';
import type { Vars } from '../model/quantity.ts';
import type { Op } from './op.ts';
import type { Recorded, RewiringPlan } from './rewiring-plan.ts';
import { withoutDeadNodes } from './recorder.ts';
import type { NewWrite, PlanBuilder } from './plan-builder.ts';
import type { StorePart } from './store-part.ts';
import { synapseRecorder, synapseScope } from './synapse-recorder.ts';

const run = (kernel: number): Op => ({ op: 'run', kernel, replay: false });

/** Standard deviation of random feedback weights times the square root of the postsynaptic size. */
const FEEDBACK_GAIN = 1;

/**
 * What happens once to the synapses that exist when the network is loaded: fixed random feedback weights are drawn and the
 * rewiring rule sets its variables.
 *
 * @param builder - the plan
 * @param store - the projection
 */
export function lowerStart(builder: PlanBuilder, store: StorePart): readonly Op[] {
  const w = variable('w');
  const scope = synapseScope(store, w);
  const { rewiring, projection } = store;
  const writes: NewWrite[] = [];
  let weight: Expr = w;
  let own: Readonly<Record<string, Expr>> = scope?.syn ?? {};
  if (scope && rewiring?.rule.start) {
    const after = apply(rewiring.rule.name, { ...own, w }, rewiring.rule.start(scope));
    weight = after['w'] as Expr;
    own = after;
    if (weight !== w) writes.push([store.weight, weight]);
    for (const [n, array] of Object.entries(rewiring.state)) {
      if (own[n] !== scope.syn[n]) writes.push([array, own[n] as Expr]);
    }
  }
  if (scope && rewiring?.rule.delivered) {
    writes.push([store.delivered, rewiring.rule.delivered({ ...scope, w: weight, syn: own as Vars<string> })]);
  }
  if (store.feedback !== undefined) {
    writes.push([store.feedback, store.feedbackDraw.mul(FEEDBACK_GAIN / Math.sqrt(projection.post.size))]);
  }
  if (writes.length === 0) return [];
  const head = { name: `${projection.name} start`, store: projection.id };
  return [run(builder.synapses(head, synapseRecorder(store), writes))];
}

/**
 * The rewiring of a store as data.
 *
 * @param store - the projection
 * @param id - position among the plan's rewirings
 */
export function lowerRewiring(store: StorePart, id: number): RewiringPlan | undefined {
  const { rewiring, projection } = store;
  const edit = rewiring?.rule.edit;
  const scope = synapseScope(store, variable('w'));
  if (!rewiring || !edit || !scope) return undefined;
  const record = (value: Expr | Condition): Recorded => {
    const recorder = synapseRecorder(store);
    const { nodes, moved } = withoutDeadNodes(recorder.nodes, [recorder.position(value)]);
    return { nodes, result: moved.get(recorder.position(value)) as number };
  };
  const candidate = { pair: scope.pair, pre: scope.pre, post: scope.post };
  const init: Record<string, Recorded> = {};
  const born = 'draw' in edit ? edit.init(candidate) : edit.grow?.init(candidate);
  if (born) {
    const { w, ...others } = born;
    init['w'] = record(lift(w));
    for (const [n, value] of Object.entries(others)) {
      if (value !== undefined) init[`${rewiring.rule.name}.${n}`] = record(lift(value));
    }
    if (store.feedback !== undefined) {
      init['feedback'] = record(store.feedbackDraw.mul(FEEDBACK_GAIN / Math.sqrt(projection.post.size)));
    }
    if (rewiring.rule.delivered) {
      const syn = { ...scope.syn, ...Object.fromEntries(Object.entries(others).map(([n, v]) => [n, lift(v ?? 0)])) };
      init['delivered'] = record(lift(rewiring.rule.delivered({ ...scope, w: lift(w), syn })));
    }
  }
  const head = { id, name: rewiring.rule.name, store: projection.id, stream: store.attempts, init };
  if ('draw' in edit) {
    const decided = (probability: Expr): Recorded => record(store.decision.lt(probability));
    const { pairs } = edit.draw;
    const [eliminate, form] = [decided(lift(edit.eliminate(scope))), decided(lift(edit.form(candidate)))];
    return { ...head, kind: 'attempts', pairs, eliminate, form };
  }
  const count = edit.grow ? edit.grow.count : { total: 0 };
  return { ...head, kind: 'sweep', prune: record(edit.prune.where(scope)), count };
}
