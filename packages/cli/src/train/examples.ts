import type { Batch } from '@growcone/core';
import {
  embedInNoise,
  encodeDirect,
  encodeLatency,
  encodeLinearLatency,
  encodePoisson,
  holdOut,
  publishedYinYang,
  randman,
  smoothManifolds,
  subset,
  take,
  toBatch,
  type IntensityDataset,
  type NoisyDataset,
  type SpikeDataset,
} from '@growcone/datasets';
import { fashionMnist, mnist, type DownloadProgress } from '@growcone/datasets/node';
import type { TrainingData } from '@growcone/training';
import { OptionError } from '../cli-error.ts';
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
}

/** A training set, and how to come by its test set. */
interface Source {
  readonly train: SpikeDataset;
  readonly informative?: ReadonlySet<number>;
  test(): Promise<SpikeDataset>;
}

// Published sizes for the image sets; Randman has none.
const RANDMAN = { classes: 10, train: 2000, test: 1000 } as const;
const DT = 1;
// Pixels above this share of full intensity spike; lower than the usual 0.2, chosen on validation data.
const THETA = 0.05;
const MAX_RATE = 200;
// Manifolds fill [0, 1] about evenly.
const MEAN_PROBABILITY = (0.5 * MAX_RATE * DT) / 1000;

/**
 * Makes or reads the examples of a run, without the test set.
 *
 * @param options - options of the run
 * @param onDownload - hears how far a download is
 */
export async function loadExamples(
  options: TrainOptions,
  onDownload?: (progress: DownloadProgress) => void,
): Promise<Examples> {
  const source = await sourceOf(options, onDownload);
  const { size, classes, channels } = source.train;
  const { validation: held, limitTrain, limitTest, seed } = options;
  if (held >= size) {
    throw new OptionError(
      '--validation',
      `must leave something to train with: ${options.data} has ${size} training examples, got ${held}.`,
    );
  }
  const { train, validation } = holdOut(source.train, { validation: held, seed });
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
    validation: held > 0 ? asTrainingData(validation) : undefined,
    test: () => (test ??= readTest()),
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

async function sourceOf(options: TrainOptions, onDownload?: (progress: DownloadProgress) => void): Promise<Source> {
  const { data, steps, dataDir } = options;
  switch (data) {
    case 'randman':
      return randmanSource(options);
    case 'yin-yang': {
      // A spike at the start, the same in every example, is what the others can be early or late against.
      const latency = (values: IntensityDataset): SpikeDataset =>
        encodeLinearLatency(values, { steps, dt: DT, tBias: 0 });
      const split = (name: 'train' | 'test'): SpikeDataset => encode(publishedYinYang(name), options, latency);
      return { train: split('train'), test: () => Promise.resolve(split('test')) };
    }
    case 'mnist':
    case 'fashion-mnist': {
      const read = data === 'mnist' ? mnist : fashionMnist;
      const split = async (name: 'train' | 'test'): Promise<SpikeDataset> => {
        const images = await read({
          split: name,
          ...(dataDir === undefined ? {} : { dataDir }),
          ...(onDownload ? { onProgress: onDownload } : {}),
        });
        return encode(images, options, (values) => encodeLatency(values, { steps, dt: DT, theta: THETA }));
      };
      return { train: await split('train'), test: () => split('test') };
    }
    default:
      throw new Error(`unknown data set ${String(data satisfies never)}`);
  }
}

/** Training and test examples from one call: they lie on the same manifolds. */
function randmanSource(options: TrainOptions): Source {
  const { steps, channels = 1, informative = channels, seed, encoding } = options;
  const shape = { classes: RANDMAN.classes, samplesPerClass: (RANDMAN.train + RANDMAN.test) / RANDMAN.classes, seed };
  const values = { ...shape, channels: informative };
  const noisy = informative < channels;
  const whole: SpikeDataset & Partial<Pick<NoisyDataset, 'informative'>> =
    encoding === 'latency'
      ? randman({ ...shape, steps, channels, informative })
      : noisy
        ? embedInNoise(encode(smoothManifolds(values), options), { channels, probability: MEAN_PROBABILITY, seed })
        : encode(smoothManifolds(values), options);
  const part = (from: number, length: number): SpikeDataset =>
    subset(
      whole,
      Uint32Array.from({ length }, (_, i) => from + i),
    );
  return {
    train: part(0, RANDMAN.train),
    test: () => Promise.resolve(part(RANDMAN.train, RANDMAN.test)),
    ...(noisy && whole.informative ? { informative: new Set(whole.informative) } : {}),
  };
}

function encode(
  values: IntensityDataset,
  { encoding, steps, seed }: TrainOptions,
  latency?: (values: IntensityDataset) => SpikeDataset,
): SpikeDataset {
  if (encoding === 'poisson') return encodePoisson(values, { steps, dt: DT, maxRate: MAX_RATE, seed });
  if (encoding === 'direct' || !latency) return encodeDirect(values, { steps });
  return latency(values);
}
