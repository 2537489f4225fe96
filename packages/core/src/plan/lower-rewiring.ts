import { lift, variable, ZERO, type Expr } from '../expression/expression.ts';
import { UnknownNameError } from '../model/parameters.ts';
import { apply } from '../model/scope.ts';
import type { Vars } from '../model/quantity.ts';
import type { Sweep } from '../rule/rewiring.ts';
import { lowerAttempts } from './lower-attempts.ts';
import type { ProbePart } from './lower-probes.ts';
import type { Op } from './op.ts';
import type { Recorded, RewiringHead, RewiringPlan, SweepPlan } from './rewiring-plan.ts';
import type { NewWrite, PlanBuilder } from './plan-builder.ts';
import { BATCHES, schedule } from './scheduled.ts';
import type { StorePart } from './store-part.ts';
import { readAt, recordWith, synapseRecorder, synapseScope } from './synapse-recorder.ts';

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

/** A rewiring in a plan. */
export interface LoweredRewiring {
  /** The rewiring as data. */
  readonly plan: RewiringPlan;
  /** Change of the rule's variables per neuron, in every step. */
  readonly traces: readonly Op[];
}

/**
 * The rewiring of a store as data.
 *
 * @param builder - the plan
 * @param store - the projection
 * @param id - position among the plan's rewirings
 * @param probes - its probes, if it has some
 */
export function lowerRewiring(
  builder: PlanBuilder,
  store: StorePart,
  id: number,
  probes: ProbePart | undefined,
): LoweredRewiring | undefined {
  const { rewiring, projection } = store;
  const edit = rewiring?.rule.edit;
  const scope = synapseScope(store, variable('w'));
  if (!rewiring || !edit || !scope) return undefined;
  const { rule } = rewiring;
  const record = recordWith(store, () => undefined);
  const init: Record<string, Recorded> = {};
  const candidate = { pair: scope.pair, pre: scope.pre, post: scope.post };
  const born = 'draw' in edit ? edit.init(candidate) : edit.grow?.init(candidate);
  if (born) {
    const { w, ...others } = born;
    init['w'] = record(lift(w));
    for (const [n, value] of Object.entries(others)) {
      if (!Object.hasOwn(rewiring.state, n))
        throw new UnknownNameError(rule.name, 'state variable', n, [...Object.keys(rewiring.state), 'w']);
      if (value !== undefined) init[`${rule.name}.${n}`] = record(lift(value));
    }
    if (store.feedback !== undefined) {
      init['feedback'] = record(store.feedbackDraw.mul(FEEDBACK_GAIN / Math.sqrt(projection.post.size)));
    }
    if (rule.delivered) {
      const syn = { ...scope.syn, ...Object.fromEntries(Object.entries(others).map(([n, v]) => [n, lift(v ?? 0)])) };
      init['delivered'] = record(lift(rule.delivered({ ...scope, w: lift(w), syn })));
    }
  }
  const head = { id, name: rule.name, store: projection.id, stream: store.attempts, init };
  if ('draw' in edit) return lowerAttempts(builder, store, rule, edit, head);
  return { plan: lowerSweep(store, edit, head, probes), traces: [] };
}

/** Truth value of everything that is not ruled out. */
const ALL = ZERO.eq(0);

/** A rewiring that looks at every synapse, as data. */
function lowerSweep(
  store: StorePart,
  { prune, grow }: Sweep<string, string>,
  head: RewiringHead,
  probes: ProbePart | undefined,
): SweepPlan {
  const scope = synapseScope(store, variable('w'))!;
  const record = recordWith(store, () => undefined);
  const plan: SweepPlan = {
    ...head,
    kind: 'sweep',
    prune: record(prune.where?.(scope) ?? ALL),
    count: grow ? grow.count : { total: 0 },
  };
  const ranked = (): Pick<SweepPlan, 'lowest'> => {
    if (!('lowest' in prune)) return {};
    const { share } = prune;
    const given = typeof share === 'number' ? share : schedule(lift(share({ batches: variable(BATCHES) })));
    return { lowest: { value: record(prune.lowest(scope)), share: given } };
  };
  const probed = (): Pick<SweepPlan, 'probes'> => {
    if (!probes || !grow?.highest || grow.probe === undefined) return {};
    const ofProbe = recordWith(store, (name) => (name === 'grad' ? readAt(probes.gradient, 'synapse') : undefined));
    const { pair, pre, post } = scope;
    const highest = ofProbe(grow.highest({ pair, pre, post, grad: variable('grad') }));
    const { spec, gradient } = probes;
    return { probes: { store: spec.id, gradient, stream: store.probes, count: grow.probe, highest } };
  };
  return { ...plan, ...ranked(), ...probed() };
}
