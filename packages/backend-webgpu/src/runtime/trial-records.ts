import type { SpikeBatch, TrialResult } from '@growcone/core';
import type { ExampleLayout } from './example-layout.ts';
import { readEach, readRows, recentSpikes } from './example-reads.ts';
import { copyNumbers } from './examples-room.ts';
import type { ExamplesRun } from './examples-run.ts';
import { itemOf } from './memory.ts';
import { SpikeBits } from './spike-bits.ts';

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
    const { gpu, plan, memory, input } = this.run;
    for (const { id, values } of this.arrays) {
      const row = memory.elements(plan.arrays[id]);
      const start = this.layout.starts.get(itemOf(id)) ?? 0;
      for (const { at, step, rows } of stretches(steps, this.layout.window)) {
        const parts = await readEach(
          gpu,
          memory.buffers.example.buffer,
          this.layout.stride,
          start + at * row,
          rows * row,
          count,
        );
        const to = (e: number): number => ((first + e) * input.steps + step - 1) * row;
        parts.forEach((part, e) => values.set(new Float32Array(part), to(e)));
      }
    }
  }

  /** Fetches the spikes of the examples in work. @param count - how many */
  async takeSpikes(count: number): Promise<void> {
    const { run, layout } = this;
    for (const { id, words } of this.spikes) {
      words.push(...(await readRows(run, layout, id, layout.past, run.input.steps, count)));
    }
  }

  /** All that was fetched, and the last spikes of a network that runs on. */
  async result(): Promise<Pick<TrialResult, 'records' | 'spikes' | 'recent'>> {
    const { run, layout } = this;
    const { stage, code, plan, input } = run;
    const bits = new SpikeBits(plan, layout);
    return {
      ...(stage.continues ? { recent: await recentSpikes(run, code, layout, bits, input.steps) } : {}),
      records: Object.fromEntries(this.arrays.map(({ id, values }) => [id, values])),
      spikes: Object.fromEntries(
        this.spikes.map(({ id, words }): [number, SpikeBatch] => [id, bits.batch(id, words, input.steps)]),
      ),
    };
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
