import {
  drawAbsent,
  elementWords,
  GrowconeError,
  type Pairs,
  type Recorded,
  type Removals,
  type RewiringPlan,
  type SweepPlan,
} from '@growcone/core';
import { editNaively, naiveStore, snapshotOf } from '../storage/naive-store.ts';
import { bindAttempts } from './attempts.ts';
import { bindLeaf } from './bind-leaf.ts';
import type { Run } from './bind-kernel.ts';
import type { Batch } from './examples.ts';
import { expressionProgram, type ExpressionProgram } from './expression-program.ts';
import type { Machine } from './machine.ts';
import { firstElement, type Cursor } from './moment.ts';
import { bindHighest, bindLowest, forgetProbes, removalsOf, valuesOf } from './ranking.ts';
import { loadStore, storeSnapshot } from './store-access.ts';
import { rowsOf } from './synapse-table.ts';

/** A recorded expression, ready to be evaluated. */
export interface Bound {
  /** Its program. */
  readonly program: ExpressionProgram;
  /** Position of its value. */
  readonly result: number;
}

/** What a rewiring has decided. */
export interface Decided {
  /** Synapses that go. */
  readonly remove: Removals;
  /** Pairs that get one. */
  readonly births: Pairs;
}

/**
 * Binds one rewiring: everything is decided on the state before any edit, then the store is edited.
 *
 * @param machine - the machine
 * @param rule - the rewiring
 * @param batch - is told how many synapses were replaced
 */
export function bindRewiring(machine: Machine, rule: RewiringPlan, batch: Batch): Run {
  const { moment, variation } = machine;
  const table = machine.stores[rule.store];
  const cursor = firstElement();
  const bind = ({ nodes, result }: Recorded): Bound => {
    const program = expressionProgram(nodes, {
      leaf: (node) => bindLeaf(machine, node, cursor, () => 0),
      single: variation.single,
    });
    return { program, result };
  };
  const decide =
    rule.kind === 'attempts' ? bindAttempts(machine, rule, cursor, bind) : bindSweep(machine, rule, cursor, bind);
  const init = Object.entries(rule.init).map(([name, recorded]) => [name, bind(recorded)] as const);
  return () => {
    moment.kernel = rule.name;
    const { remove, births } = decide();
    const values = Object.fromEntries(init.map(([name, bound]) => [name, birthValues(births, cursor, bound)]));
    for (const [name, of] of Object.entries(values)) assertFinite(rule, name, of, births);

    const birth = Object.fromEntries(table.spec.variables.map((v) => [v.name, v.birth]));
    const store = naiveStore(storeSnapshot(machine, rule.store), table, birth);
    editNaively(store, { remove, births, values });
    loadStore(machine, rule.store, snapshotOf(store, table.spec.columns));
    batch.rewired(rule.id, remove.pre.length);
  };
}

function bindSweep(
  machine: Machine,
  rule: SweepPlan,
  cursor: Cursor,
  bind: (recorded: Recorded) => Bound,
): () => Decided {
  const { plan, moment, stores } = machine;
  const { lowest, probes } = rule;
  const table = stores[rule.store];
  const prune = bind(rule.prune);
  const all = (mayGo: Float64Array): readonly number[] => [...mayGo.keys()].filter((s) => mayGo[s] !== 0);
  const choose = lowest ? bindLowest(machine, rule, lowest, cursor, bind) : all;
  const best = probes && bindHighest(machine, rule, probes, cursor, bind);
  return () => {
    const remove = removalsOf(table, choose(valuesOf(table, cursor, prune)));
    const left = table.pre.length - remove.pre.length;
    const count = rule.count === 'replace' ? remove.pre.length : Math.max(0, rule.count.total - left);
    const ranked = best?.(count) ?? { pre: new Uint32Array(), post: new Uint32Array() };
    // Inside a sweep a rule runs many times per update, and the step tells its draws apart.
    const site = { key: plan.key, stream: rule.stream, step: moment.step === 0 ? moment.update : moment.step };
    const autapses = table.spec.autapses || table.spec.pre !== table.spec.post;
    const drawn = drawAbsent({
      rows: rowsOf(table),
      remove,
      count: count - ranked.pre.length,
      draws: elementWords(site),
      autapses,
      ...(probes ? { forbidden: rowsOf(stores[probes.store]) } : {}),
    });
    if (probes) forgetProbes(machine, probes);
    const births = {
      pre: Uint32Array.from([...ranked.pre, ...drawn.pre]),
      post: Uint32Array.from([...ranked.post, ...drawn.post]),
    };
    return { remove, births };
  };
}

function birthValues(births: Pairs, cursor: Cursor, { program, result }: Bound): Float64Array {
  program.run();
  return Float64Array.from(births.pre, (pre, i) => {
    cursor.pre = pre;
    cursor.post = births.post[i];
    program.row();
    program.element();
    return program.values[result];
  });
}

function assertFinite(rule: RewiringPlan, name: string, values: Float64Array, births: Pairs): void {
  const at = values.findIndex((x) => !Number.isFinite(x));
  if (at < 0) return;
  throw new GrowconeError(
    'NOT_FINITE',
    `${rule.name} gave ${values[at]} as ${name} of the new synapse from neuron ${births.pre[at]} to ${births.post[at]}.`,
    { rule: rule.name, variable: name, value: values[at], pre: births.pre[at], post: births.post[at] },
  );
}
