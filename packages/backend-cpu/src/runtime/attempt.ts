import type { AttemptsPlan } from '@growcone/core';
import { birthValues, type RewiringSite } from './rewire.ts';
import { DECISION_WORDS } from './layout.ts';
import type { PlacedStore } from './placed-store.ts';
import type { RewiringKernels } from './rewiring-kernels.ts';

/** What generated code has decided: four words each, presynaptic neuron, slot or postsynaptic neuron, 0 to go or 1 to come, postsynaptic neuron. */
export interface Decisions {
  /** Their address. */
  readonly address: number;
  /** Their number. */
  readonly count: number;
}

/** Tells decisions about different presynaptic neurons apart: with numbers below 2²⁶ exactly. */
const KEY = 2 ** 27;

/** Changes of a store, as an edit has them. */
interface Changes {
  readonly remove: { readonly pre: readonly number[]; readonly slot: readonly number[] };
  readonly births: { readonly pre: readonly number[]; readonly post: readonly number[] };
}

/**
 * Applies what a rewiring that draws pairs has decided.
 *
 * @param site - what it works on
 * @param kernels - the rewiring
 * @param decisions - what was decided
 * @param thread - whose synapses, where threads share the network
 * @returns the number of synapses that came and went
 */
export function applyAttempts(
  site: RewiringSite,
  kernels: RewiringKernels,
  decisions: Decisions,
  thread: number,
): number {
  const { memory } = site;
  const { rule } = kernels;
  if (rule.kind !== 'attempts') throw new RangeError(`'${rule.name}' looks at every synapse`);
  const { parts } = memory.stores[rule.store]!;
  const store = parts[parts.length > 1 ? thread : 0]!.editable!;
  const { remove, births } = changesOf(memory.memory.u32, decisions, store, rule.caps);
  store.edit({ remove, births, values: birthValues(site, kernels, births) });
  memory.storesChanged();
  return remove.pre.length + births.pre.length;
}

function changesOf(
  u32: Uint32Array,
  { address, count }: Decisions,
  store: NonNullable<PlacedStore['editable']>,
  caps: AttemptsPlan['caps'],
): Changes {
  const gone: number[] = [];
  const births = { pre: [] as number[], post: [] as number[] };
  // A pair that was drawn twice was decided twice, and alike.
  const seen = count > 1 ? new Set<number>() : undefined;
  const end = address / 4 + DECISION_WORDS * count;
  for (let at = address / 4; at < end; at += DECISION_WORDS) {
    const pre = u32[at]!;
    const other = u32[at + 1]!;
    const comes = u32[at + 2]!;
    const key = pre * KEY + other * 2 + comes;
    if (seen?.has(key)) continue;
    seen?.add(key);
    if (comes === 0) gone.push(key);
    else {
      births.pre.push(pre);
      births.post.push(other);
    }
  }
  if (gone.length > 1) gone.sort((a, b) => a - b);
  const remove = { pre: gone.map((key) => Math.floor(key / KEY)), slot: gone.map((key) => (key % KEY) / 2) };
  const capped = caps.pre !== undefined || caps.post !== undefined;
  return { remove, births: capped ? withinCaps(store, caps, remove, births) : births };
}

/** Births after which no neuron exceeds its cap, in order. */
function withinCaps(
  store: NonNullable<PlacedStore['editable']>,
  caps: AttemptsPlan['caps'],
  { pre, slot }: Changes['remove'],
  births: Changes['births'],
): Changes['births'] {
  const change = { pre: new Map<number, number>(), post: new Map<number, number>() };
  const add = (end: 'pre' | 'post', neuron: number, by: number): void => {
    change[end].set(neuron, (change[end].get(neuron) ?? 0) + by);
  };
  pre.forEach((row, i) => {
    add('pre', row, -1);
    add('post', store.indices.values[store.starts.values[row]! + slot[i]!]!, -1);
  });
  const kept = { pre: [] as number[], post: [] as number[] };
  births.pre.forEach((from, i) => {
    const to = births.post[i]!;
    const out = store.rowLength(from) + (change.pre.get(from) ?? 0);
    // Where the in-degree is limited, the plan keeps columns.
    const into = (store.columns?.lengths.values[to] ?? 0) + (change.post.get(to) ?? 0);
    if (out >= (caps.pre ?? Infinity) || into >= (caps.post ?? Infinity)) return;
    add('pre', from, 1);
    add('post', to, 1);
    kept.pre.push(from);
    kept.post.push(to);
  });
  return kept;
}
