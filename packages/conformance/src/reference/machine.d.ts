import type { Plan } from '@growcone/core';
import { type ArrayMemory } from './array-memory.ts';
import { type Moment } from './moment.ts';
import { type SpikeRecord } from './spike-record.ts';
import { type SynapseTable } from './synapse-table.ts';
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
export declare function machine(plan: Plan, variation: Variation): Machine;
/**
 * Number of elements that an array has in one step.
 *
 * @param plan - the plan
 * @param stores - the present synapses
 * @param over - what the array has one element of
 */
export declare function elementCount(plan: Plan, stores: readonly SynapseTable[], over: Plan['arrays'][number]['over']): number;
