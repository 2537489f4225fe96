import { drawAbsent, elementWords, type Pairs, type Plan, type Removals } from '@growcone/core';
import { NotFiniteError } from './errors.ts';
import type { ProgramMemory } from './program-memory.ts';
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

/** Where a rewiring that draws pairs works while a network runs. */
export interface AttemptSite extends RewiringSite {
  /** Draws and decides in generated code. @param rule - id of the rewiring @param step - the step, for random draws */
  readonly decide: (rule: number, step: number) => void;
  /** Address of room for decisions: three words each, presynaptic neuron, slot or postsynaptic neuron, 0 to go or 1 to come. */
  readonly decisions: number;
  /** Position in memory of the word that takes this address; the next word says how many there are. */
  readonly counter: number;
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

  site.run(pruneEntry);
  const flags = plan.arrays[flagged]!;
  const remove = chosen(memory, rule.store, memory.view(flags));
  if (flags.lifetime === 'shard') memory.shards.clear([flags.id]);
  const left = store.count - remove.pre.length;
  const count = rule.count === 'replace' ? remove.pre.length : Math.max(0, rule.count.total - left);
  const draws = elementWords({ key: plan.key, stream: rule.stream, step: update });
  const autapses = spec.autapses || spec.pre !== spec.post;
  const births = drawAbsent({ rows: store, remove, count, draws, autapses });
  const values = birthValues(site, kernels, births);
  store.edit({ remove, births, values });
  memory.storesChanged();
  return remove.pre.length;
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

/**
 * Applies a rewiring that draws pairs.
 *
 * @param site - what it works on
 * @param kernels - what decides it
 * @param step - the step that has just ended, for random draws
 * @returns the number of synapses that came and went
 */
export function attempt(site: AttemptSite, kernels: RewiringKernels, step: number): number {
  const { memory } = site;
  const { rule } = kernels;
  if (rule.kind !== 'attempts') throw new RangeError(`'${rule.name}' looks at every synapse`);
  const { decisions: out } = site;
  memory.memory.u32[site.counter] = out;
  site.decide(rule.id, step);
  const count = memory.memory.u32[site.counter + 1]!;
  if (count === 0) return 0;
  const { editable: store } = memory.stores[rule.store]!;
  const gone: [pre: number, slot: number][] = [];
  const births = { pre: [] as number[], post: [] as number[] };
  const { u32 } = memory.memory;
  // A pair that was drawn twice was decided twice, and alike.
  const seen = count > 1 ? new Set<number>() : undefined;
  for (let at = out / 4; at < out / 4 + 3 * count; at += 3) {
    const [pre, other, comes] = [u32[at]!, u32[at + 1]!, u32[at + 2]!];
    // Exact for numbers below 2²⁶.
    const key = (pre * 2 ** 26 + other) * 2 + comes;
    if (seen?.has(key)) continue;
    seen?.add(key);
    if (comes === 0) gone.push([pre, other]);
    else {
      births.pre.push(pre);
      births.post.push(other);
    }
  }
  gone.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const pairs = { pre: Uint32Array.from(births.pre), post: Uint32Array.from(births.post) };
  const remove = { pre: Uint32Array.from(gone, ([pre]) => pre), slot: Uint32Array.from(gone, ([, slot]) => slot) };
  store!.edit({ remove, births: pairs, values: birthValues(site, kernels, pairs) });
  memory.storesChanged();
  return gone.length + births.pre.length;
}

/** Births whose values are computed at once: the room for them is small and stays. */
const BIRTHS_AT_ONCE = 4096;

/** Values of new synapses by variable, in the order of the births. */
function birthValues(site: RewiringSite, kernels: RewiringKernels, births: Pairs): Record<string, Float32Array> {
  const { birthEntry, values, constants } = kernels;
  const count = births.pre.length;
  const same = Object.fromEntries(
    Object.entries(constants).map(([variable, value]) => [variable, new Float32Array(count).fill(value)]),
  );
  if (birthEntry === undefined) return same;
  const { plan, memory } = site;
  const result = Object.fromEntries(Object.keys(values).map((variable) => [variable, new Float32Array(count)]));
  for (let from = 0; from < count; from += BIRTHS_AT_ONCE) {
    const [pre, post] = [births.pre, births.post].map((all) => all.subarray(from, from + BIRTHS_AT_ONCE));
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
    throw new NotFiniteError({
      variable: `${variable} (at birth, ${kernels.rule.name})`,
      projection: plan.stores[kernels.rule.store]!.name,
      pre: births.pre[bad]!,
      post: births.post[bad]!,
      value: all[bad]!,
    });
  }
  return { ...same, ...result };
}
