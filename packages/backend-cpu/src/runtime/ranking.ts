import {
  drawProbes,
  elementWords,
  lowestValues,
  removalCount,
  type Pairs,
  type Removals,
  type SweepPlan,
  NotFiniteError,
} from '@growcone/core';
import type { ProgramMemory } from './program-memory.ts';
import type { RewiringSite } from './rewire.ts';

/** Synapses side by side, in the order of rows and slots, with a value each. */
interface Ranked {
  readonly pre: Uint32Array;
  readonly slot: Uint32Array;
  readonly post: Uint32Array;
  readonly values: Float32Array;
}

/**
 * The synapses with the lowest values, of those with a value below +∞.
 *
 * @param memory - the program's memory
 * @param rule - the rewiring
 * @param values - by address
 * @param update - number of updates so far
 * @returns in the order of rows and slots
 */
export function lowestSynapses(memory: ProgramMemory, rule: SweepPlan, values: Float32Array, update: number): Removals {
  const { pre, slot, post, values: all } = sideBySide(memory, rule.store, values, (value) => value !== Infinity);
  const bad = all.findIndex(Number.isNaN);
  if (bad >= 0) throw badRank(memory, rule, 'prune.lowest', rule.store, pre[bad]!, post[bad]!, NaN);
  const count = removalCount(rule, memory.stores[rule.store]!.store.count, update);
  const chosen = lowestValues(all, count, (a, b) => pre[a]! - pre[b]! || post[a]! - post[b]!);
  return { pre: chosen.map((i) => pre[i]!), slot: chosen.map((i) => slot[i]!) };
}

/**
 * The probes with the highest values.
 *
 * @param memory - the program's memory
 * @param rule - the rewiring
 * @param values - by address
 * @param most - at most so many
 * @returns in descending order
 */
export function highestProbes(memory: ProgramMemory, rule: SweepPlan, values: Float32Array, most: number): Pairs {
  const { store } = rule.probes!;
  const { pre, post, values: all } = sideBySide(memory, store, values, () => true);
  const bad = all.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw badRank(memory, rule, 'grow.highest', store, pre[bad]!, post[bad]!, all[bad]!);
  // Probes lie in the order of (pre, post), so the position decides between equal values.
  const chosen = lowestValues(
    all.map((value) => -value),
    most,
  );
  const order = chosen.sort((a, b) => all[b]! - all[a]! || a - b);
  return { pre: order.map((i) => pre[i]!), post: order.map((i) => post[i]!) };
}

/** Puts the probes of a rewiring into their store. @param site - what it works on @param rule - the rewiring @param update - number of updates so far */
export function placeProbes(
  { plan, memory }: Pick<RewiringSite, 'plan' | 'memory'>,
  rule: SweepPlan,
  update: number,
): void {
  if (!rule.probes) throw new RangeError(`'${rule.name}' has no probes`);
  const { stream, count, store } = rule.probes;
  const { spec, store: rows } = memory.stores[rule.store]!;
  const draws = elementWords({ key: plan.key, stream, step: update });
  const autapses = spec.autapses || spec.pre !== spec.post;
  replace(memory, store, drawProbes({ rows, count, draws, autapses }));
}

/** Leaves the store of probes empty. @param memory - the program's memory @param rule - the rewiring */
export function forgetProbes(memory: ProgramMemory, { probes }: SweepPlan): void {
  if (probes) replace(memory, probes.store, { pre: new Uint32Array(0), post: new Uint32Array(0) });
}

function replace(memory: ProgramMemory, store: number, pairs: Pairs): void {
  memory.stores[store]!.store.load({ ...pairs, variables: {} });
  memory.storeReplaced(store);
}

function sideBySide(
  memory: ProgramMemory,
  id: number,
  values: Float32Array,
  takes: (value: number) => boolean,
): Ranked {
  const { store } = memory.stores[id]!;
  const all = {
    pre: new Uint32Array(store.count),
    slot: new Uint32Array(store.count),
    post: new Uint32Array(store.count),
  };
  const ranks = new Float32Array(store.count);
  const posts = new Uint32Array(store.postSize);
  const addresses = new Uint32Array(store.postSize);
  let at = 0;
  for (let row = 0; row < store.preSize; row++) {
    const length = store.copyRow(row, posts, addresses);
    for (let slot = 0; slot < length; slot++) {
      const value = values[addresses[slot]!]!;
      if (!takes(value)) continue;
      all.pre[at] = row;
      all.slot[at] = slot;
      all.post[at] = posts[slot]!;
      ranks[at++] = value;
    }
  }
  const { pre, slot, post } = all;
  return {
    pre: pre.subarray(0, at),
    slot: slot.subarray(0, at),
    post: post.subarray(0, at),
    values: ranks.subarray(0, at),
  };
}

const badRank = (
  { stores }: ProgramMemory,
  { name }: SweepPlan,
  hook: string,
  store: number,
  pre: number,
  post: number,
  value: number,
): NotFiniteError =>
  new NotFiniteError({ variable: `${hook} of ${name}`, projection: stores[store]!.spec.name, pre, post, value });
