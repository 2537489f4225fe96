import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import type { Backend, SpikeBatch, StoreSnapshot } from '@growcone/core';

/** Where every rewiring of this folder runs. */
export const BACKENDS: readonly (readonly [string, Backend])[] = [
  ['the float64 reference', reference()],
  ['the CPU backend', cpu({ threads: 1 })],
];

/** A number that tells a pair from every other; exact in single precision for fewer than 2¹² neurons. */
export const code = (pre: number, post: number): number => pre * 4096 + post;

/** The codes of all synapses, in the order of the snapshot. */
export const codes = ({ pre, post }: StoreSnapshot): number[] => Array.from(pre, (a, i) => code(a, post[i]!));

/** Codes of the pairs of two populations that satisfy a condition, in ascending order. */
export const codesWhere = (pre: number, post: number, holds: (a: number, b: number) => boolean): number[] =>
  Array.from({ length: pre * post }, (_, k) => [Math.floor(k / post), k % post] as const)
    .filter(([a, b]) => holds(a, b))
    .map(([a, b]) => code(a, b));

/** Ascending. */
export const sorted = (values: ArrayLike<number>): number[] => Array.from(values).toSorted((a, b) => a - b);

/** Number of synapses of each presynaptic neuron. */
export function rowLengths({ pre }: StoreSnapshot, size: number): number[] {
  const lengths = Array.from({ length: size }, () => 0);
  for (const a of pre) lengths[a]! += 1;
  return lengths;
}

/** Whether the columns hold each synapse at an offset of its own, from 0 up to their lengths. */
export function columnsAreWhole({ post, columnOffsets }: StoreSnapshot): boolean {
  const columns = new Map<number, number[]>();
  post.forEach((b, i) => columns.set(b, [...(columns.get(b) ?? []), columnOffsets![i]!]));
  return [...columns.values()].every((offsets) => sorted(offsets).every((offset, k) => offset === k));
}

/** A snapshot with other values, made by its owner rather than by the network; `slot` counts from 0 in each row. */
export function filled(
  snapshot: StoreSnapshot,
  values: Readonly<Record<string, (pre: number, post: number, slot: number) => number>>,
): StoreSnapshot {
  const { pre, post } = snapshot;
  const first = new Map<number, number>();
  pre.forEach((a, i) => first.has(a) || first.set(a, i));
  const made = Object.entries(values).map(([name, value]) => [
    name,
    Float64Array.from(pre, (a, i) => value(a, post[i]!, i - first.get(a)!)),
  ]);
  return { ...snapshot, variables: { ...snapshot.variables, ...Object.fromEntries(made) } };
}

/** Spikes as the input of one example. @param steps - how many @param fires - who fires in a step, from 1, in ascending order */
export function trains(steps: number, fires: (step: number) => readonly number[]): SpikeBatch {
  const offsets = new Uint32Array(steps + 1);
  const neurons: number[] = [];
  for (let t = 1; t <= steps; t++) {
    neurons.push(...fires(t));
    offsets[t] = neurons.length;
  }
  return { size: 1, steps, offsets, neurons: Uint32Array.from(neurons) };
}
