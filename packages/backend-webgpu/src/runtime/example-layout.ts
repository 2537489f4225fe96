import type { ArraySpec, Plan, SpikeBatch } from '@growcone/core';
import { arrivalFields, arrivalWords, type Arrivals } from '../wgsl/arrivals.ts';
import type { ExamplesCode } from './code.ts';
import { itemOf } from './memory.ts';

/** Where state and spikes of one example lie within its part of the buffers. */
export interface ExampleLayout {
  /** Start of each array and of each population's spikes, by the name of the shader's number. */
  readonly starts: ReadonlyMap<string, number>;
  /** Numbers of an example's state. */
  readonly stride: number;
  /** Words of an example's spikes. */
  readonly spikeStride: number;
  /** Steps for which spikes have room. */
  readonly rows: number;
  /** Of these, steps before the run. */
  readonly past: number;
}

/** How long an example lasts, and what it keeps beside its state. */
export interface ExampleExtent {
  /** Steps of the trial. */
  readonly steps: number;
  /** Steps after it. */
  readonly flush: number;
  /** Steps before it whose spikes are needed. */
  readonly past: number;
  /** Arriving spikes that are listed. */
  readonly listed: readonly Arrivals[];
}

/**
 * Lays out an example.
 *
 * @param plan - the plan
 * @param code - the code that will run
 * @param extent - how long it lasts
 * @param elements - numbers of one step of an array
 */
export function exampleLayout(
  plan: Plan,
  { state, spiking, trains }: ExamplesCode,
  { steps, flush, past, listed }: ExampleExtent,
  elements: (spec: ArraySpec) => number,
): ExampleLayout {
  const starts = new Map<string, number>();
  const rows = past + steps + flush;
  let stride = 0;
  for (const spec of state) {
    starts.set(itemOf(spec.id), stride);
    stride += elements(spec) * (spec.steps === 'all' ? steps : spec.steps);
  }
  let spikeStride = 0;
  for (const id of spiking) {
    const { size } = plan.populations[id];
    starts.set(`raster${id}`, spikeStride);
    spikeStride += rows * Math.ceil(size / 32);
    if (!trains.includes(id)) continue;
    starts.set(`trains${id}`, spikeStride);
    spikeStride += size * Math.ceil(rows / 32);
  }
  for (const arrivals of listed) {
    const [pre, post] = [plan.stores[arrivals.store].pre, plan.stores[arrivals.store].post];
    starts.set(arrivalFields(arrivals).start, spikeStride);
    spikeStride += arrivalWords(plan.populations[pre].size, plan.populations[post].size);
  }
  return { starts, stride, spikeStride, rows, past };
}

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
   * Bits of the examples in work: what comes from input and from earlier runs, and nothing else yet.
   *
   * @param batches - spikes by population id
   * @param past - spikes of the steps before by population id
   * @param first - first example in work
   * @param count - examples in work
   */
  fill(
    batches: Readonly<Record<number, SpikeBatch>>,
    past: Readonly<Record<number, SpikeBatch>>,
    first: number,
    count: number,
  ): Uint32Array<ArrayBuffer> {
    const { starts, spikeStride, rows, past: before } = this.layout;
    const words = new Uint32Array(count * spikeStride);
    for (const { id, size, spikes } of this.plan.populations) {
      const raster = starts.get(`raster${id}`);
      if (raster === undefined) continue;
      if (past[id]) {
        const at = raster + (before - past[id].steps) * Math.ceil(size / 32);
        eachSpike(past[id], 0, (step, neuron) => {
          words[at + step * Math.ceil(size / 32) + (neuron >>> 5)] |= 1 << (neuron & 31);
        });
      }
      const batch = batches[id];
      if (spikes !== 'input' || !batch) continue;
      const trains = starts.get(`trains${id}`);
      const perStep = Math.ceil(size / 32);
      const perNeuron = Math.ceil(rows / 32);
      for (let e = 0; e < count; e++) {
        const base = e * spikeStride;
        eachSpike(batch, first + e, (step, neuron) => {
          words[base + raster + (before + step) * perStep + (neuron >>> 5)] |= 1 << (neuron & 31);
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
   * @param steps - how many steps
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
