import type { ArraySpec, Plan } from '@growcone/core';
import type { Moment } from './moment.ts';
/** The values of one array of a plan. */
export interface ArrayMemory {
    /** What it is. */
    readonly spec: ArraySpec;
    /** Number of elements of one step. */
    elements: number;
    /** Number of steps that it holds: 1, the length of a ring, or all steps of the trial. */
    depth: number;
    /** Number of copies: one per example for inputs and outputs, one per gradient shard, else 1. */
    copies: number;
    /** The values: [copy][step][element]. */
    values: Float64Array;
    /** Where the copy of the current example or shard starts in `values`. */
    copy: number;
    /** Whether writes happen: false for an 'all' array that the current sweep does not keep. */
    kept: boolean;
    /** Value of an element before the first and after the last step. */
    initial: (element: number) => number;
}
/**
 * Empty memories, one per array of the plan.
 *
 * @param plan - the plan
 * @param elements - number of elements of an array
 */
export declare function arrayMemories(plan: Plan, elements: (array: ArraySpec) => number): ArrayMemory[];
/**
 * Makes room, with zeros.
 *
 * @param memory - the array
 * @param elements - number of elements of one step
 * @param steps - number of steps of the trial
 * @param copies - number of copies
 */
export declare function allocate(memory: ArrayMemory, elements: number, steps: number, copies: number): void;
/** Sets all copies and steps to the initial value. @param memory - the array */
export declare function restart(memory: ArrayMemory): void;
/** Selects the copy that kernels see. @param memory - the array @param copy - its number */
export declare function selectCopy(memory: ArrayMemory, copy: number): void;
/**
 * Where the elements of a step start within a copy.
 *
 * @param memory - the array
 * @param step - a step from 1 to the last
 */
export declare function rowOfStep({ spec, depth, elements }: ArrayMemory, step: number): number;
/**
 * Whether a step lies within the sweep, so that an array with several steps holds it.
 *
 * @param memory - the array
 * @param step - the step
 * @param moment - where the run is
 */
export declare const holdsStep: (memory: ArrayMemory, step: number, moment: Moment) => boolean;
/**
 * Number of gradient shards: a function of the network and the batch only, so that results do not depend on how many
 * workers share the batch.
 *
 * @param examples - examples in the batch
 * @param gradientElements - elements of all shard arrays together
 */
export declare const shardCount: (examples: number, gradientElements: number) => number;
