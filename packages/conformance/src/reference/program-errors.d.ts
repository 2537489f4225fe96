import { GrowconeError } from '@growcone/core';
/** Thrown when a program or device is used after it was disposed of. */
export declare class DisposedError extends GrowconeError {
    readonly name: string;
    /** @param what - the program or device @param call - what was called */
    constructor(what: string, call: string);
}
/** Thrown when a call starts before the one before it has ended. */
export declare class OverlappingCallError extends GrowconeError {
    readonly name: string;
    /** @param call - what was called @param running - what is still running */
    constructor(call: string, running: string);
}
/** Thrown for a plan that a device refuses. */
export declare class PlanRefusedError extends GrowconeError {
    readonly name: string;
    /** @param device - name of the device @param refusals - its reasons */
    constructor(device: string, refusals: readonly {
        readonly code: string;
        readonly message: string;
    }[]);
}
/** Thrown when what a trial or a call is given does not fit the plan. */
export declare class TrialInputError extends GrowconeError {
    readonly name: string;
    /** @param what - what does not fit @param got - what was given @param allowed - what is allowed */
    constructor(what: string, got: unknown, allowed: string);
}
