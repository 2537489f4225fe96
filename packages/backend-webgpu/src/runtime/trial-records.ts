import type { SpikeBatch, TrialResult } from '@growcone/core';
import { SpikeBits, type ExampleLayout } from './example-layout.ts';
import { copyNumbers } from './examples-room.ts';
import type { ExamplesRun } from './examples-run.ts';
import { itemOf } from './memory.ts';

/** What a loop over examples hands out, fetched from the GPU piece by piece. */
export class TrialRecords {
  private readonly run: ExamplesRun;
  private readonly layout: ExampleLayout;
  private readonly arrays: readonly { readonly id: number; readonly values: Float32Array }[];
  private readonly spikes: readonly { readonly id: number; readonly words: Uint32Array[] }[];

  /** @param run - the loop @param layout - where things lie */
  constructor(run: ExamplesRun, layout: ExampleLayout) {
    const { plan, stage, input } = run;
    this.run = run;
    this.layout = layout;
    this.arrays = stage.records.map((id) => {
      return { id, values: new Float32Array(input.size * copyNumbers(run, plan.arrays[id])) };
    });
    this.spikes = stage.spikes.map((id) => ({ id, words: [] }));
  }

  /** Fetches steps of the 'all' arrays. @param first - first example in work @param count - examples in work @param steps - which steps, the end left out */
  async take(first: number, count: number, steps: { readonly begin: number; readonly end: number }): Promise<void> {
    const { plan, memory, input } = this.run;
    for (const { id, values } of this.arrays) {
      const row = memory.elements(plan.arrays[id]);
      const start = this.layout.starts.get(itemOf(id)) ?? 0;
      for (const { at, step, rows } of stretches(steps, this.layout.window)) {
        const parts = await this.ofEach('example', this.layout.stride, start + at * row, rows * row, count);
        const to = (e: number): number => ((first + e) * input.steps + step - 1) * row;
        parts.forEach((part, e) => values.set(new Float32Array(part), to(e)));
      }
    }
  }

  /** Fetches the spikes of the examples in work. @param count - how many */
  async takeSpikes(count: number): Promise<void> {
    const { plan, input } = this.run;
    for (const { id, words } of this.spikes) {
      const each = input.steps * Math.ceil(plan.populations[id].size / 32);
      const start = this.layout.starts.get(`raster${id}`) ?? 0;
      const parts = await this.ofEach('spikes', this.layout.spikeStride, start, each, count);
      for (const part of parts) words.push(new Uint32Array(part));
    }
  }

  /** All that was fetched. */
  result(): Pick<TrialResult, 'records' | 'spikes'> {
    const { plan, input } = this.run;
    const bits = new SpikeBits(plan, this.layout);
    return {
      records: Object.fromEntries(this.arrays.map(({ id, values }) => [id, values])),
      spikes: Object.fromEntries(
        this.spikes.map(({ id, words }): [number, SpikeBatch] => [id, bits.batch(id, words, input.steps)]),
      ),
    };
  }

  /** A stretch of each example's part of a buffer. */
  private ofEach(
    name: 'example' | 'spikes',
    stride: number,
    start: number,
    length: number,
    count: number,
  ): Promise<readonly ArrayBuffer[]> {
    const { gpu, memory } = this.run;
    const parts = Array.from({ length: count }, (_, e) => ({ offset: 4 * (e * stride + start), bytes: 4 * length }));
    return gpu.readParts(memory.buffers[name].buffer, parts);
  }
}

/** Steps as stretches of rows that lie side by side. */
function stretches(
  { begin, end }: { readonly begin: number; readonly end: number },
  window: number,
): readonly { readonly at: number; readonly step: number; readonly rows: number }[] {
  const found: { at: number; step: number; rows: number }[] = [];
  for (let step = begin; step < end;) {
    const at = (step - 1) % window;
    const rows = Math.min(end - step, window - at);
    found.push({ at, step, rows });
    step += rows;
  }
  return found;
}
