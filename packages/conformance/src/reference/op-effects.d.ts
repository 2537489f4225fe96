import type { Op, Plan } from '@growcone/core';
/** What ops touch, found from their kernels. */
export interface Effects {
    /** Arrays that are written, by id. */
    readonly written: ReadonlySet<number>;
    /** Arrays that are written in every step, not only in every n-th. */
    readonly writtenEachStep: ReadonlySet<number>;
    /** Arrays that are read, with the smallest and the largest lag. */
    readonly lags: ReadonlyMap<number, {
        readonly least: number;
        readonly most: number;
    }>;
    /** Populations whose neurons fire. */
    readonly firing: ReadonlySet<number>;
    /** Populations whose spikes are read. */
    readonly spikesRead: ReadonlySet<number>;
    /** Kinds of ops. */
    readonly kinds: ReadonlySet<Op['op']>;
}
/**
 * What ops touch, with everything inside of them.
 *
 * @param plan - the plan
 * @param ops - the ops
 */
export declare function effectsOf(plan: Plan, ops: readonly Op[]): Effects;
