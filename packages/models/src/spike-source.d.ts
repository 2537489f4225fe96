import type { NeuronModel } from '@growcone/core';
/**
 * Spike source: has no equations; its spikes are the trial's input.
 *
 * @returns the neuron model
 */
export declare const spikeSource: () => NeuronModel;
