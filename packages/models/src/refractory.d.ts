import { type NeuronModel } from '@growcone/core';
/** What a refractory neuron does until it may fire again. */
export interface RefractoryOptions {
    /** Variables that keep their value from the reset until the neuron may fire again; the others evolve. */
    readonly hold?: readonly string[];
}
/**
 * Gives a spiking neuron an absolute refractory period: two of its spikes are at least `steps` steps apart.
 *
 * A count-down starts with each spike and is taken down before the threshold is compared. Learning sees no slope while it
 * runs. `refractory(lif(), 5)` integrates meanwhile; `refractory(integrateAndFire(), 50, { hold: ['v'] })` stays at its reset.
 *
 * @param model - a neuron model with a threshold
 * @param steps - least distance of two spikes in steps, at least 1
 * @param options - what stands still meanwhile
 * @returns the neuron model with one more variable, the count-down
 */
export declare function refractory(model: NeuronModel, steps: number, { hold }?: RefractoryOptions): NeuronModel;
