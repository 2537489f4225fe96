import type { Batch } from '@growcone/core';
import { holdOut, take, toBatch, type BinTally, type SpikeDataset } from '@growcone/datasets';
import type { TrainingData } from '@growcone/training';
import { OptionError } from '../cli-error.ts';
import { entryOf } from '../data/catalogue.ts';
import type { DataAccess } from '../data/data-set.ts';
import type { TrainOptions } from './train-options.ts';

/** Examples of a run. */
export interface Examples {
  /** Number of classes. */
  readonly classes: number;
  /** Number of input channels. */
  readonly channels: number;
  /** Channels that tell the class, if the others are noise. */
  readonly informative: ReadonlySet<number> | undefined;
  /** Examples to train with. */
  readonly train: TrainingData;
  /** Examples held out of them, if any. */
  readonly validation: TrainingData | undefined;
  /** Reads the test set: call it in a final run only. */
  test(): Promise<TrainingData>;
  /** What became of the events that were read so far; undefined where the data has values. */
  tally(): BinTally | undefined;
}

/**
 * Makes or reads the examples of a run, without the test set.
 *
 * @param options - options of the run
 * @param access - who hears about files
 */
export async function loadExamples(options: TrainOptions, access: Omit<DataAccess, 'dataDir'> = {}): Promise<Examples> {
  const { data, dataDir, validation: held, limitTrain, limitTest, seed } = options;
  const set = await entryOf(data).load();
  const source = await set.source(options, { ...access, ...(dataDir === undefined ? {} : { dataDir }) });
  const { size, classes, channels } = source.train;
  if (held >= size) {
    throw new OptionError(
      '--validation',
      `must leave something to train with: ${data} has ${size} training examples, got ${held}.`,
    );
  }
  const { train, validation } = source.validation
    ? { train: source.train, validation: source.validation }
    : holdOut(source.train, { validation: held, seed });
  const readTest = async (): Promise<TrainingData> => {
    const test = await source.test();
    return asTrainingData(limitTest === undefined ? test : take(test, limitTest));
  };
  let test: Promise<TrainingData> | undefined;
  return {
    classes,
    channels,
    informative: source.informative,
    train: asTrainingData(limitTrain === undefined ? train : take(train, limitTrain)),
    validation: validation.size > 0 ? asTrainingData(validation) : undefined,
    test: () => (test ??= readTest()),
    tally: () => source.tally?.(),
  };
}

/** What `fit` takes: spikes or currents for the population `input`, labels for `output`. */
const asTrainingData = (dataset: SpikeDataset): TrainingData => ({
  size: dataset.size,
  batch: async (examples, epoch): Promise<Batch> => {
    const { labels, values, ...spikes } = await toBatch(dataset, examples, { epoch });
    return { input: values ?? spikes, output: labels };
  },
});
