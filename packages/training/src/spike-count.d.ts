import { type Readout } from '@growcone/core';
/**
 * Spike count: how often an output neuron fired during the trial.
 *
 * @returns the readout
 */
export declare const spikeCount: () => Readout;
