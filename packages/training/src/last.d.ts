import { type Readout } from '@growcone/core';
/**
 * Last: the potential of an output neuron in the last step of the trial.
 *
 * @returns the readout
 */
export declare const last: () => Readout;
