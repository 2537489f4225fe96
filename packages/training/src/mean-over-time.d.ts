import { type Readout } from '@growcone/core';
/**
 * Mean over time: the average potential of an output neuron over the trial.
 *
 * @returns the readout
 */
export declare const meanOverTime: () => Readout;
