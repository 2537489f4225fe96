import type { Backend } from '@growcone/core';
/** How the reference interpreter runs a plan; everything left out gives the golden model. */
export interface ReferenceOptions {
    /**
     * Replaces the step at threshold by a smooth function of the distance above it, and spikes by its values, so that a
     * loss has finite differences. A spike's slope must then be the derivative of this function. For tests of gradients.
     */
    readonly smooth?: (distance: number) => number;
    /** Steps per segment: recomputes segments in the reverse sweep instead of keeping whole trials, as devices do. */
    readonly segment?: number;
    /**
     * `float32` rounds every operation and stored value to single precision, as a device that fuses nothing and adds in the
     * order of the plan does. Exponentials and their like are rounded from double precision.
     */
    readonly precision?: 'float64' | 'float32';
}
/**
 * The reference interpreter: walks a plan op by op in double precision, one example after another. It is the golden model
 * that every backend is compared with, written to be read rather than to be fast.
 *
 * @param options - for tests; leave out for the golden model
 */
export declare function reference(options?: ReferenceOptions): Backend;
