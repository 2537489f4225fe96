import { GrowconeError } from '@growcone/core';
/** Thrown when a wrapper for spiking neurons is given one that has no threshold. */
export declare class NotSpikingError extends GrowconeError {
    readonly name: string;
    /**
     * @param model - name of the model
     * @param wrapper - name of the wrapper
     */
    constructor(model: string, wrapper: string);
}
