import { requireWhole } from './fit-error.ts';
import { NOTHING, score, tallied, type Score } from './tally.ts';
import type { Trainable, TrainingData } from './training-data.ts';

/** Options of {@link evaluate}. */
export interface EvaluateOptions {
  /** Number of examples per batch; the last batch may have fewer. */
  readonly batch: number;
}

/**
 * Runs every example once without learning.
 *
 * @param simulation - the network
 * @param data - the examples, with their labels
 * @param options - size of a batch
 * @returns mean loss and accuracy
 */
export async function evaluate(
  simulation: Pick<Trainable, 'evaluate'>,
  data: TrainingData,
  { batch }: EvaluateOptions,
): Promise<Score> {
  requireWhole('evaluate.batch', batch, 1);
  requireWhole('The number of examples', data.size, 1);
  let tally = NOTHING;
  for (let start = 0; start < data.size; start += batch) {
    const length = Math.min(batch, data.size - start);
    const examples = Uint32Array.from({ length }, (_, i) => start + i);
    tally = tallied(tally, await simulation.evaluate(await data.batch(examples, 0)));
  }
  return score(tally);
}
