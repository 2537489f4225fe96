import { requireInteger } from './dataset-option-error.ts';
import { type PresentationOptions, type SpikeBatch, toBatch } from './spike-batch.ts';
import type { SpikeDataset } from './spike-dataset.ts';

/** How a data set is cut into batches. */
export interface BatchesOptions extends PresentationOptions {
  /** Number of examples per batch; the last batch may have fewer. */
  readonly size: number;
  /** Examples in the order in which they are shown, such as a `shuffledOrder`; all, ascending, if left out. */
  readonly order?: ArrayLike<number>;
}

/**
 * One pass over a data set, batch after batch: `for await (const batch of batches(…))`.
 *
 * @param dataset - where the examples come from
 * @param options - batch size, epoch and order
 */
export async function* batches(dataset: SpikeDataset, options: BatchesOptions): AsyncGenerator<SpikeBatch> {
  const { size, epoch = 0, order = Array.from({ length: dataset.size }, (_, e) => e) } = options;
  requireInteger('batches', 'size', size, { min: 1 });
  for (let start = 0; start < order.length; start += size) {
    const length = Math.min(size, order.length - start);
    const examples = Uint32Array.from({ length }, (_, e) => order[start + e]);
    yield toBatch(dataset, examples, { epoch });
  }
}
