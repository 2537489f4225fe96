import { type Readout } from '@growcone/core';
/**
 * Maximum: the largest potential of an output neuron during the trial. Of equal ones the first counts: the learning signal
 * goes to its step.
 *
 * @returns the readout
 */
export declare const maximum: () => Readout;
