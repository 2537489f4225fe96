import type { Plan, SpikeBatch } from '@growcone/core';
import type { ExampleLayout } from './example-layout.ts';

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
