import { type PopulationSpec, type SpikeBatch } from '@growcone/core';
/** The spikes of one population during one example. */
export interface SpikeRecord {
    /** The population. */
    readonly population: PopulationSpec;
    /** Neuron numbers by step, ascending; index 0 and steps without spikes are empty. */
    lists: ArrayLike<number>[];
    /** With a smooth threshold: the output of every neuron by step. */
    smooth: Float64Array[] | undefined;
    /** Whether all steps stay readable; otherwise only the last `population.history`. */
    kept: boolean;
}
/** An empty record. @param population - the population */
export declare const spikeRecord: (population: PopulationSpec) => SpikeRecord;
/** Forgets all spikes. @param record - the record @param smooth - whether outputs are real-valued */
export declare function clearSpikes(record: SpikeRecord, smooth: boolean): void;
/**
 * Takes the spikes of one example from a batch.
 *
 * @param record - the record
 * @param batch - the batch
 * @param example - position of the example in it
 */
export declare function fillFromBatch(record: SpikeRecord, batch: SpikeBatch, example: number): void;
/** Adds a spike. @param record - the record @param step - its step @param neuron - its neuron, ascending */
export declare function appendSpike(record: SpikeRecord, step: number, neuron: number): void;
/** Sets a real-valued output. @param record - the record @param step - the step @param neuron - the neuron @param z - the output */
export declare function setOutput(record: SpikeRecord, step: number, neuron: number, z: number): void;
/**
 * The neurons that spiked in a step, ascending.
 *
 * @param record - the record
 * @param step - the step that is asked for; steps before the first and after the last are empty
 * @param now - the current step
 */
export declare function spikesOf(record: SpikeRecord, step: number, now: number): ArrayLike<number>;
/**
 * Output of a neuron in a step: 0 or 1, or with a smooth threshold any number.
 *
 * @param record - the record
 * @param neuron - the neuron
 * @param step - the step that is asked for
 * @param now - the current step
 */
export declare function outputOf(record: SpikeRecord, neuron: number, step: number, now: number): number;
/**
 * Spikes of all examples in compressed form.
 *
 * @param examples - the lists by step of every example
 * @param steps - number of steps
 */
export declare function spikeBatchOf(examples: readonly (readonly ArrayLike<number>[])[], steps: number): SpikeBatch;
