import type { EditableStore, Store, StoreSnapshot, SynapseVariable } from '@growcone/core';
import { numbers } from '../plans/spike-trains.ts';
import { randomSynapses } from '../plans/synapses.ts';

/** What a store of the format under test is made for. */
export interface StorageShape {
  /** Number of presynaptic neurons. */
  readonly preSize: number;
  /** Number of postsynaptic neurons. */
  readonly postSize: number;
  /** Variables attached to every synapse. */
  readonly variables: readonly SynapseVariable[];
  /** Whether something reads the synapses of a postsynaptic neuron. */
  readonly columns: boolean;
}

/** A storage format under test. */
export interface StorageFormat {
  /** Its name. */
  readonly name: string;
  /** Version of the plugin API that it is written for: `PLUGIN_API_VERSION`. */
  readonly apiVersion: number;
  /** Makes an empty store. @param shape - what it is made for */
  create(shape: StorageShape): Store | EditableStore;
  /** Whether it can be edited. */
  readonly editable: boolean;
  /** Whether it keeps columns where they are asked for. */
  readonly columns: boolean;
  /** Whether it keeps the order of slots within a row; otherwise rows are in ascending order. */
  readonly keepsSlots: boolean;
  /** Whether all synapses share one value of every variable. */
  readonly sharedValues: boolean;
}

/** Variables of the stores under test; values are multiples of 1/64, which every precision holds. */
export const VARIABLES: readonly SynapseVariable[] = [
  { name: 'w', birth: 0 },
  { name: 'age', birth: 3 },
];

/** Random synapses with all variables, in an order that the format keeps. */
export function snapshotFor(
  format: Pick<StorageFormat, 'keepsSlots' | 'sharedValues'>,
  at: { readonly preSize: number; readonly postSize: number; readonly density: number; readonly seed: number },
): StoreSnapshot {
  const base = randomSynapses({ pre: at.preSize, post: at.postSize, density: at.density, seed: at.seed });
  const next = numbers(at.seed + 1);
  const keys = Array.from(base.pre, () => next());
  const order = Array.from(base.pre.keys());
  if (format.keepsSlots) order.sort((a, b) => base.pre[a] - base.pre[b] || keys[a] - keys[b]);
  const pick = (values: ArrayLike<number>): number[] => order.map((i) => values[i]);
  const count = order.length;
  const w = format.sharedValues ? new Float64Array(count).fill(0.5) : Float64Array.from(pick(base.variables['w']));
  const age = Float64Array.from({ length: count }, (_, i) => (format.sharedValues ? 3 : i / 2));
  return { pre: Uint32Array.from(pick(base.pre)), post: Uint32Array.from(pick(base.post)), variables: { w, age } };
}
