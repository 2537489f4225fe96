import { GrowconeError, type Plan } from '@growcone/core';
import type { Moment } from './moment.ts';
/** Thrown when a kernel writes NaN or an infinite value. */
export declare class NonFiniteError extends GrowconeError {
    readonly name: string;
    /**
     * @param plan - the plan
     * @param array - the array that was written
     * @param element - its element
     * @param value - the value
     * @param moment - where the run was
     */
    constructor(plan: Plan, array: number, element: number, value: number, moment: Moment);
}
