import type { Plan } from '@growcone/core';
import { arrayMemories, type ArrayMemory } from './array-memory.ts';
import { beginning, type Moment } from './moment.ts';
import { spikeRecord, type SpikeRecord } from './spike-record.ts';
import { synapseTable, type SynapseTable } from './synapse-table.ts';

/** How the interpreter differs from the golden model, for tests. */
export interface Variation {
  /** Rounds every operation and every stored value to single precision, as a device without fused operations does. */
  readonly single: boolean;
  /** Replaces the step at threshold by a smooth function of the distance, so that finite differences exist. */
  readonly smooth: ((distance: number) => number) | undefined;
  /** Number of steps per segment of the reverse sweep; whole trials if undefined. */
  readonly segment: number | undefined;
}

/** Everything that a loaded plan has while it lives. */
export interface Machine {
  /** The plan. */
  readonly plan: Plan;
  /** How it is run. */
  readonly variation: Variation;
  /** Where the run is. */
  readonly moment: Moment;
  /** Values of the arrays, by id. */
  readonly arrays: readonly ArrayMemory[];
  /** Synapses of the stores, by id. */
  readonly stores: readonly SynapseTable[];
  /** Spikes of the populations, by id. */
  readonly spikes: readonly SpikeRecord[];
}

/** A machine that has run nothing. @param plan - the plan @param variation - how it is run */
export function machine(plan: Plan, variation: Variation): Machine {
  const stores = plan.stores.map((s) => synapseTable(s, plan.populations));
  const elements = ({ over }: Plan['arrays'][number]): number => elementCount(plan, stores, over);
  const arrays = arrayMemories(plan, elements);
  for (const { variables } of plan.stores) for (const { array, birth } of variables) arrays[array].values.fill(birth);
  return { plan, variation, moment: beginning(), arrays, stores, spikes: plan.populations.map(spikeRecord) };
}

/**
 * Number of elements that an array has in one step.
 *
 * @param plan - the plan
 * @param stores - the present synapses
 * @param over - what the array has one element of
 */
export function elementCount(
  plan: Plan,
  stores: readonly SynapseTable[],
  over: Plan['arrays'][number]['over'],
): number {
  switch (over.per) {
    case 'network':
      return 1;
    case 'neuron':
      return plan.populations[over.population].size;
    case 'synapse':
      return stores[over.store].pre.length;
  }
}
