import type { ArraySpec, Plan, SpikeBatch } from '@growcone/core';
import type { ExamplesCode } from './examples-code.ts';
import { itemOf } from './memory.ts';
import type { Share } from './segment-choice.ts';

/** Where state and spikes of one example lie within its part of the buffers. */
export interface ExampleLayout {
  /** Start of each array, of each population's spikes, and of the checkpoints, by the name of the shader's number. */
  readonly starts: ReadonlyMap<string, number>;
  /** Numbers of an example's state. */
  readonly stride: number;
  /** Words of an example's spikes. */
  readonly spikeStride: number;
  /** Steps for which spikes have room. */
  readonly rows: number;
  /** Steps for which 'all' arrays have room; step t lies in row (t − 1) mod this. */
  readonly window: number;
  /** Numbers of a checkpoint: the first of the state. */
  readonly checkpoint: number;
}

/** What a layout is made for. */
export interface LayoutInput {
  /** Arrays of an example. */
  readonly state: readonly ArraySpec[];
  /** Of these, arrays that checkpoints hold. */
  readonly saved: readonly number[];
  /** Number of checkpoints. */
  readonly checkpoints: number;
  /** Steps for which 'all' arrays have room. */
  readonly window: number;
  /** Steps for which spikes have room. */
  readonly rows: number;
}

/** Numbers of an array in one step. @param spec - the array */
export type Elements = (spec: ArraySpec) => number;

/**
 * Lays out an example.
 *
 * @param plan - the plan
 * @param code - the code that will run
 * @param input - what it is made for
 * @param elements - numbers of one step of an array
 */
export function exampleLayout(
  plan: Plan,
  code: Pick<ExamplesCode, 'spiking' | 'trains'>,
  { state, saved, checkpoints, window, rows }: LayoutInput,
  elements: Elements,
): ExampleLayout {
  const starts = new Map<string, number>();
  let stride = 0;
  const place = (specs: readonly ArraySpec[]): void => {
    for (const spec of specs) {
      starts.set(itemOf(spec.id), stride);
      stride += elements(spec) * (spec.steps === 'all' ? window : spec.steps);
    }
  };
  place(state.filter(({ id }) => saved.includes(id)));
  const checkpoint = stride;
  place(state.filter(({ id }) => !saved.includes(id)));
  starts.set('checkpoints', stride);
  stride += checkpoints * checkpoint;
  return { starts, stride, rows, window, checkpoint, spikeStride: placeSpikes(plan, code, rows, starts) };
}

/** What an example needs of its state's arrays. @param state - the arrays @param elements - numbers of one step of an array */
export function shareOf(state: readonly ArraySpec[], elements: Elements): Share {
  return {
    state: sumOf(state, (spec) => (spec.steps === 'all' ? 0 : spec.steps * elements(spec))),
    step: sumOf(state, (spec) => (spec.steps === 'all' ? elements(spec) : 0)),
  };
}

/** Words of an example's spikes. @param plan - the plan @param code - the code that will run @param rows - steps for which there is room */
export const spikeWords = (plan: Plan, code: Pick<ExamplesCode, 'spiking' | 'trains'>, rows: number): number =>
  placeSpikes(plan, code, rows, new Map());

function placeSpikes(
  plan: Plan,
  { spiking, trains }: Pick<ExamplesCode, 'spiking' | 'trains'>,
  rows: number,
  starts: Map<string, number>,
): number {
  let stride = 0;
  for (const id of spiking) {
    const { size } = plan.populations[id];
    starts.set(`raster${id}`, stride);
    stride += rows * Math.ceil(size / 32);
    if (!trains.includes(id)) continue;
    starts.set(`trains${id}`, stride);
    stride += size * Math.ceil(rows / 32);
  }
  return stride;
}

const sumOf = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((sum, one) => sum + of(one), 0);

/** Spikes of examples as bits. */
export class SpikeBits {
  private readonly plan: Plan;
  private readonly layout: ExampleLayout;

  /** @param plan - the plan @param layout - where they lie */
  constructor(plan: Plan, layout: ExampleLayout) {
    this.plan = plan;
    this.layout = layout;
  }

  /**
   * Bits of the examples in work: what comes from input, and nothing else yet.
   *
   * @param batches - spikes by population id
   * @param first - first example in work
   * @param count - examples in work
   */
  fill(batches: Readonly<Record<number, SpikeBatch>>, first: number, count: number): Uint32Array<ArrayBuffer> {
    const { starts, spikeStride, rows } = this.layout;
    const words = new Uint32Array(count * spikeStride);
    for (const { id, size, spikes } of this.plan.populations) {
      const raster = starts.get(`raster${id}`);
      const batch = batches[id];
      if (raster === undefined || spikes !== 'input' || !batch) continue;
      const trains = starts.get(`trains${id}`);
      const perStep = Math.ceil(size / 32);
      const perNeuron = Math.ceil(rows / 32);
      for (let e = 0; e < count; e++) {
        const base = e * spikeStride;
        eachSpike(batch, first + e, (step, neuron) => {
          words[base + raster + step * perStep + (neuron >>> 5)] |= 1 << (neuron & 31);
          if (trains !== undefined) words[base + trains + neuron * perNeuron + (step >>> 5)] |= 1 << (step & 31);
        });
      }
    }
    return words;
  }

  /**
   * The spikes of a population in compressed form.
   *
   * @param population - its id
   * @param words - its words of each example, by step
   * @param steps - steps of the trial
   */
  batch(population: number, words: readonly Uint32Array[], steps: number): SpikeBatch {
    const perStep = Math.ceil(this.plan.populations[population].size / 32);
    const offsets = new Uint32Array(words.length * (steps + 1));
    const neurons: number[] = [];
    words.forEach((of, e) => {
      for (let step = 0; step < steps; step++) {
        offsets[e * (steps + 1) + step] = neurons.length;
        for (let w = 0; w < perStep; w++) {
          for (let bits = of[step * perStep + w]; bits !== 0; bits &= bits - 1) {
            neurons.push(32 * w + 31 - Math.clz32(bits & -bits));
          }
        }
      }
      offsets[e * (steps + 1) + steps] = neurons.length;
    });
    return { size: words.length, steps, offsets, neurons: Uint32Array.from(neurons) };
  }
}

/** Calls back for every spike of an example. @param batch - the spikes @param example - which example @param visit - gets the step from 0 and the neuron */
function eachSpike(
  { steps, offsets, neurons }: SpikeBatch,
  example: number,
  visit: (step: number, neuron: number) => void,
): void {
  for (let step = 0; step < steps; step++) {
    const at = example * (steps + 1) + step;
    for (let k = offsets[at]; k < offsets[at + 1]; k++) visit(step, neurons[k]);
  }
}
