import {
  drawProbes,
  elementWords,
  GrowconeError,
  removalCount,
  type LowestPlan,
  type Pairs,
  type ProbesPlan,
  type Recorded,
  type Removals,
  type SweepPlan,
} from '@growcone/core';
import type { Run } from './bind-kernel.ts';
import type { Machine } from './machine.ts';
import type { Cursor } from './moment.ts';
import type { Bound } from './rewiring.ts';
import { loadStore } from './store-access.ts';
import { rowsOf, type SynapseTable } from './synapse-table.ts';

/**
 * The value of an expression for every synapse, in row order and slot order.
 *
 * @param table - the synapses
 * @param cursor - the synapse that expressions see
 * @param bound - the expression
 */
export function valuesOf(table: SynapseTable, cursor: Cursor, { program, result }: Bound): Float64Array {
  program.run();
  return Float64Array.from(table.pre, (pre, s) => {
    Object.assign(cursor, { pre, post: table.post[s], synapse: s });
    program.row();
    program.element();
    return program.values[result];
  });
}

/**
 * Synapses by positions.
 *
 * @param table - the synapses
 * @param chosen - positions in row order and slot order
 */
export const removalsOf = (table: SynapseTable, chosen: readonly number[]): Removals => ({
  pre: Uint32Array.from(chosen, (s) => table.pre[s]),
  slot: Uint32Array.from(chosen, (s) => s - table.rowStarts[table.pre[s]]),
});

/** Order of two synapses with equal values. @param table - the synapses */
const byPair =
  ({ pre, post }: SynapseTable) =>
  (a: number, b: number): number =>
    pre[a] - pre[b] || post[a] - post[b];

/**
 * Binds the choice of the synapses with the lowest values.
 *
 * @param machine - the machine
 * @param rule - the rewiring
 * @param lowest - how it ranks
 * @param cursor - the synapse that expressions see
 * @param bind - makes expressions ready
 * @returns positions that go, ascending, of those that may go
 */
export function bindLowest(
  machine: Machine,
  rule: SweepPlan,
  lowest: LowestPlan,
  cursor: Cursor,
  bind: (recorded: Recorded) => Bound,
): (mayGo: Float64Array) => readonly number[] {
  const table = machine.stores[rule.store];
  const value = bind(lowest.value);
  return (mayGo) => {
    // Devices compare in single precision: two values that differ in double may be equal there.
    const values = Float32Array.from(valuesOf(table, cursor, value));
    const eligible = [...values.keys()].filter((s) => mayGo[s] !== 0 && values[s] !== Infinity);
    for (const s of eligible) {
      if (Number.isNaN(values[s])) throw badRank(rule, 'a synapse', table.pre[s], table.post[s], NaN);
    }
    eligible.sort((a, b) => values[a] - values[b] || byPair(table)(a, b));
    return eligible.slice(0, removalCount(rule, table.pre.length, machine.moment.update)).sort((a, b) => a - b);
  };
}

/**
 * Binds the choice of the probes with the highest values.
 *
 * @param machine - the machine
 * @param rule - the rewiring
 * @param probes - its probes
 * @param cursor - the probe that expressions see
 * @param bind - makes expressions ready
 * @returns at most so many pairs, the highest first
 */
export function bindHighest(
  machine: Machine,
  rule: SweepPlan,
  probes: ProbesPlan,
  cursor: Cursor,
  bind: (recorded: Recorded) => Bound,
): (most: number) => Pairs {
  const table = machine.stores[probes.store];
  const highest = bind(probes.highest);
  return (most) => {
    const values = Float32Array.from(valuesOf(table, cursor, highest));
    const bad = values.findIndex((x) => !Number.isFinite(x));
    if (bad >= 0) throw badRank(rule, 'a pair without a synapse', table.pre[bad], table.post[bad], values[bad]);
    const order = [...values.keys()].sort((a, b) => values[b] - values[a] || byPair(table)(a, b)).slice(0, most);
    return { pre: Uint32Array.from(order, (s) => table.pre[s]), post: Uint32Array.from(order, (s) => table.post[s]) };
  };
}

/** Leaves the store of probes empty. @param machine - the machine @param probes - the probes */
export const forgetProbes = (machine: Machine, { store }: ProbesPlan): void =>
  loadStore(machine, store, { pre: new Uint32Array(), post: new Uint32Array(), variables: {} });

/**
 * Binds the drawing of probes.
 *
 * @param machine - the machine
 * @param rule - the rewiring
 * @param probes - its probes
 */
export function bindProbing(machine: Machine, rule: SweepPlan, { store, stream, count }: ProbesPlan): Run {
  const { plan, moment, stores } = machine;
  const { spec } = stores[rule.store];
  return () => {
    const draws = elementWords({ key: plan.key, stream, step: moment.update });
    const autapses = spec.autapses || spec.pre !== spec.post;
    const pairs = drawProbes({ rows: rowsOf(stores[rule.store]), count, draws, autapses });
    loadStore(machine, store, { ...pairs, variables: {} });
  };
}

const badRank = ({ name }: SweepPlan, what: string, pre: number, post: number, value: number): GrowconeError =>
  new GrowconeError('NOT_FINITE', `${name} ranks ${what} from neuron ${pre} to ${post} by ${value}.`, {
    rule: name,
    value,
    pre,
    post,
  });
