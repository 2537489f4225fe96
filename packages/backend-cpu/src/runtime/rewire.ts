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
  /** Number of the update, for random draws. */
  readonly update: number;
}

/**
 * Applies a rewiring to its store: everything is decided on the state before any edit.
 *
 * @param site - what it works on
 * @param kernels - what decides it
 * @returns the number of synapses that went
 */
export function rewire(site: RewiringSite, kernels: RewiringKernels): number {
  const { plan, memory, update } = site;
  const { rule } = kernels;
  const { spec, editable: store } = memory.stores[rule.store]!;
  if (!store) throw new RangeError(`projection '${spec.name}' cannot be rewired`);

  site.run(kernels.pruneEntry);
  const remove = flagged(memory, rule.store, memory.view(plan.arrays[kernels.flags]!));
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
function flagged(memory: ProgramMemory, id: number, flags: Float32Array): Removals {
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

/** Values of new synapses by variable, in the order of the births. */
function birthValues(site: RewiringSite, kernels: RewiringKernels, births: Pairs): Record<string, Float32Array> {
  if (kernels.birthEntry === undefined || births.pre.length === 0) return {};
  const { plan, memory } = site;
  const slots = memory.placeBirths(kernels.births!, births);
  site.run(kernels.birthEntry);
  const result: Record<string, Float32Array> = {};
  for (const [variable, array] of Object.entries(kernels.values)) {
    const view = memory.view(plan.arrays[array]!);
    const values = Float32Array.from(slots, (at) => view[at]!);
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new NotFiniteError({
        variable: `${variable} (at birth, ${kernels.rule.name})`,
        projection: plan.stores[kernels.rule.store]!.name,
        pre: births.pre[bad]!,
        post: births.post[bad]!,
        value: values[bad]!,
      });
    }
    result[variable] = values;
  }
  return result;
}
