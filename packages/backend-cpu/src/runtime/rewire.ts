import {
  drawAbsent,
  elementWords,
  type ArraySpec,
  type PairList,
  type Plan,
  type Removals,
  type SweepPlan,
  NotFiniteError,
} from '@growcone/core';
import type { ProgramMemory } from './program-memory.ts';
import { forgetProbes, highestProbes, lowestSynapses } from './ranking.ts';
import type { RewiringKernels } from './rewiring-kernels.ts';

/** What a rewiring works on. */
export interface RewiringSite {
  /** The extended plan. */
  readonly plan: Plan;
  /** The program's memory. */
  readonly memory: ProgramMemory;
  /** Runs an entry without a loop over examples. @param entry - its name */
  readonly run: (entry: string) => void;
}

/**
 * Applies a rewiring to its store: everything is decided on the state before any edit.
 *
 * @param site - what it works on
 * @param kernels - what decides it
 * @param update - number of the update, for random draws
 * @returns the number of synapses that went
 */
export function rewire(site: RewiringSite, kernels: RewiringKernels, update: number): number {
  const { plan, memory } = site;
  const { rule, pruneEntry, flags: flagged } = kernels;
  const { spec, editable: store } = memory.stores[rule.store]!;
  if (!store) throw new RangeError(`projection '${spec.name}' cannot be rewired`);
  if (rule.kind !== 'sweep' || pruneEntry === undefined || flagged === undefined)
    throw new RangeError(`'${rule.name}' draws pairs, which belongs into a sweep through time`);

  const remove = chooseRemovals(site, rule, pruneEntry, plan.arrays[flagged]!, update);
  const left = store.count - remove.pre.length;
  const count = rule.count === 'replace' ? remove.pre.length : Math.max(0, rule.count.total - left);
  const births = chooseBirths(site, kernels, rule, { remove, count, update });
  const born = birthValues(site, kernels, births);
  store.edit({ remove, births, values: born });
  forgetProbes(memory, rule);
  memory.storesChanged();
  return remove.pre.length;
}

/** The synapses that go, in the order of rows and slots. */
function chooseRemovals(
  { memory, run }: RewiringSite,
  rule: SweepPlan,
  entry: string,
  flags: ArraySpec,
  update: number,
): Removals {
  run(entry);
  const values = memory.view(flags);
  try {
    return rule.lowest ? lowestSynapses(memory, rule, values, update) : chosen(memory, rule.store, values);
  } finally {
    // A gradient is zero between batches, and what stays in a shared array is taken for state, which is finite.
    if (flags.lifetime === 'shard') memory.shards.clear([flags.id]);
    else values.fill(0);
  }
}

/** The probes with the highest values, and behind them pairs that are drawn. */
function chooseBirths(
  { plan, memory, run }: RewiringSite,
  { ranks }: RewiringKernels,
  rule: SweepPlan,
  { remove, count, update }: { readonly remove: Removals; readonly count: number; readonly update: number },
): PairList {
  const { spec, store } = memory.stores[rule.store]!;
  const question = {
    rows: store,
    remove,
    draws: elementWords({ key: plan.key, stream: rule.stream, step: update }),
    autapses: spec.autapses || spec.pre !== spec.post,
  };
  if (!rule.probes || !ranks) return drawAbsent({ ...question, count });
  run(ranks.entry);
  const best = highestProbes(memory, rule, memory.view(plan.arrays[ranks.values]!), count);
  const forbidden = memory.stores[rule.probes.store]!.store;
  const drawn = drawAbsent({ ...question, count: count - best.pre.length, forbidden });
  return { pre: [...best.pre, ...drawn.pre], post: [...best.post, ...drawn.post] };
}

/** Synapses whose flag is set, in the order of rows and slots. */
function chosen(memory: ProgramMemory, id: number, flags: Float32Array): Removals {
  const { store } = memory.stores[id]!;
  const [starts, lengths] = memory.stores[id]!.words();
  const { u32 } = memory.memory;
  const pre: number[] = [];
  const slot: number[] = [];
  for (let row = 0; row < store.preSize; row++) {
    const start = u32[starts / 4 + row]!;
    const length = u32[lengths / 4 + row]!;
    for (let s = 0; s < length; s++) {
      if (flags[start + s] === 0) continue;
      pre.push(row);
      slot.push(s);
    }
  }
  return { pre: Uint32Array.from(pre), slot: Uint32Array.from(slot) };
}

/** Births whose values are computed at once: the room for them is small and stays. */
const BIRTHS_AT_ONCE = 4096;

/** Values of new synapses by variable, in the order of the births. @param site - what the rewiring works on @param kernels - what decides it @param births - the new synapses */
export function birthValues(
  site: RewiringSite,
  kernels: RewiringKernels,
  births: PairList,
): Readonly<Record<string, Float32Array | number>> {
  const { birthEntry, values, constants } = kernels;
  const count = births.pre.length;
  if (count === 0) return constants;
  for (const [variable, value] of Object.entries(constants)) {
    if (!Number.isFinite(value)) throw notFiniteAtBirth(site, kernels, births, 0, variable, value);
  }
  if (birthEntry === undefined) return constants;
  const { plan, memory } = site;
  const result = Object.fromEntries(Object.keys(values).map((variable) => [variable, new Float32Array(count)]));
  const both = [births.pre, births.post].map((all) => Uint32Array.from(all));
  for (let from = 0; from < count; from += BIRTHS_AT_ONCE) {
    const [pre, post] = both.map((all) => all.subarray(from, from + BIRTHS_AT_ONCE));
    const slots = memory.placeBirths(kernels.births!, { pre: pre!, post: post! });
    site.run(birthEntry);
    for (const [variable, array] of Object.entries(values)) {
      const view = memory.view(plan.arrays[array]!);
      slots.forEach((at, i) => (result[variable]![from + i] = view[at]!));
    }
  }
  for (const [variable, all] of Object.entries(result)) {
    const bad = all.findIndex((value) => !Number.isFinite(value));
    if (bad < 0) continue;
    throw notFiniteAtBirth(site, kernels, births, bad, variable, all[bad]!);
  }
  return { ...constants, ...result };
}

/** The error about a value of a new synapse. */
const notFiniteAtBirth = (
  { plan }: RewiringSite,
  { rule }: RewiringKernels,
  births: PairList,
  birth: number,
  variable: string,
  value: number,
): NotFiniteError =>
  new NotFiniteError({
    variable: `${variable} (at birth, ${rule.name})`,
    projection: plan.stores[rule.store]!.name,
    pre: births.pre[birth]!,
    post: births.post[birth]!,
    value,
  });
