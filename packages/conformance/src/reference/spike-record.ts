import { GrowconeError, type PopulationSpec, type SpikeBatch } from '@growcone/core';

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

const NOTHING: readonly number[] = [];

/** An empty record. @param population - the population */
export const spikeRecord = (population: PopulationSpec): SpikeRecord => ({
  population,
  lists: [],
  smooth: undefined,
  kept: true,
});

/** Forgets all spikes. @param record - the record @param smooth - whether outputs are real-valued */
export function clearSpikes(record: SpikeRecord, smooth: boolean): void {
  record.lists = [];
  record.smooth = smooth ? [] : undefined;
  record.kept = true;
}

/**
 * Takes the spikes of one example from a batch.
 *
 * @param record - the record
 * @param batch - the batch
 * @param example - position of the example in it
 * @param before - step before the batch's first
 */
export function fillFromBatch(record: SpikeRecord, batch: SpikeBatch, example: number, before = 0): void {
  const { steps, offsets, neurons } = batch;
  const first = example * (steps + 1) - 1;
  for (let t = 1; t <= steps; t++) {
    record.lists[before + t] = neurons.subarray(offsets[first + t], offsets[first + t + 1]);
  }
  record.smooth = undefined;
  record.kept = true;
}

/** Adds a spike. @param record - the record @param step - its step @param neuron - its neuron, ascending */
export function appendSpike(record: SpikeRecord, step: number, neuron: number): void {
  const list = (record.lists[step] ??= []) as number[];
  list.push(neuron);
}

/** Sets a real-valued output. @param record - the record @param step - the step @param neuron - the neuron @param z - the output */
export function setOutput(record: SpikeRecord, step: number, neuron: number, z: number): void {
  const outputs = (record.smooth ??= []);
  (outputs[step] ??= new Float64Array(record.population.size))[neuron] = z;
}

/**
 * The neurons that spiked in a step, ascending.
 *
 * @param record - the record
 * @param step - the step that is asked for; steps before the first and after the last are empty
 * @param now - the current step
 */
export function spikesOf(record: SpikeRecord, step: number, now: number): ArrayLike<number> {
  if (step < 1) return NOTHING;
  assertKept(record, step, now);
  return record.lists[step] ?? NOTHING;
}

/**
 * Output of a neuron in a step: 0 or 1, or with a smooth threshold any number.
 *
 * @param record - the record
 * @param neuron - the neuron
 * @param step - the step that is asked for
 * @param now - the current step
 */
export function outputOf(record: SpikeRecord, neuron: number, step: number, now: number): number {
  if (step < 1) return 0;
  assertKept(record, step, now);
  if (record.smooth) return record.smooth[step]?.[neuron] ?? 0;
  const list = record.lists[step] ?? NOTHING;
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < neuron) low = middle + 1;
    else high = middle;
  }
  return low < list.length && list[low] === neuron ? 1 : 0;
}

function assertKept({ kept, population }: SpikeRecord, step: number, now: number): void {
  if (kept || step >= now - population.history) return;
  throw new GrowconeError(
    'PLAN',
    `A kernel reads spikes of '${population.name}' of step ${step} in step ${now}, but the plan says that ` +
      `${population.history} past steps are needed and does not list the population in keepSpikes. ` +
      'Raise its history or keep its spikes.',
    { population: population.name, step, now, history: population.history },
  );
}

/**
 * Spikes of all examples in compressed form.
 *
 * @param examples - the lists by step of every example
 * @param steps - number of steps
 * @param before - step before the first of them
 */
export function spikeBatchOf(
  examples: readonly (readonly ArrayLike<number>[])[],
  steps: number,
  before = 0,
): SpikeBatch {
  const offsets = new Uint32Array(examples.length * (steps + 1));
  const neurons: number[] = [];
  examples.forEach((lists, e) => {
    for (let t = 1; t <= steps; t++) {
      offsets[e * (steps + 1) + t - 1] = neurons.length;
      for (const neuron of Array.from(lists[before + t] ?? NOTHING)) neurons.push(neuron);
    }
    offsets[e * (steps + 1) + steps] = neurons.length;
  });
  return { size: examples.length, steps, offsets, neurons: Uint32Array.from(neurons) };
}
