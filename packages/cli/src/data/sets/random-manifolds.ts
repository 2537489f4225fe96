import {
  embedInNoise,
  encodeLinearLatency,
  randman,
  smoothManifolds,
  subset,
  type NoisyDataset,
  type PublishedSet,
  type SpikeDataset,
} from '@growcone/datasets';
import type { TrainOptions } from '../../train/train-options.ts';
import { asRecordings } from '../as-recordings.ts';
import type { DataSet, Source } from '../data-set.ts';
import { encode, meanProbability } from '../value-set.ts';

const CLASSES = 10;
const TRAIN = 2000;
const TEST = 1000;
const CHANNELS = 700;

const ABOUT: PublishedSet = {
  name: 'randman',
  source: {
    title: 'Randman, smooth random manifolds',
    licence: 'none needed: generated',
    citation: 'F. Zenke, T. P. Vogels, Neural Computation 33(4), 899–925 (2021), doi:10.1162/neco_a_01367',
    url: 'https://github.com/fzenke/randman',
  },
  classNames: Array.from({ length: CLASSES }, (_, label) => `manifold ${label}`),
  shape: [CHANNELS],
  sizes: { train: [TRAIN], test: [TEST] },
};

/** Randman. */
export const randomManifolds: DataSet = {
  about: ABOUT,
  async recordings(split) {
    const { train, test } = parts({ channels: CHANNELS, encoding: 'latency', steps: 80, dt: 1, seed: 1 });
    return asRecordings(split === 'train' ? train : await test(), { about: ABOUT, split, dt: 1 });
  },
  source: (options) => Promise.resolve(parts(options)),
};

/** Training and test examples from one call: they lie on the same manifolds. */
function parts(options: Pick<TrainOptions, 'channels' | 'informative' | 'encoding' | 'steps' | 'dt' | 'seed'>): Source {
  const { steps, dt, channels = 1, informative = channels, seed, encoding } = options;
  const shape = { classes: CLASSES, samplesPerClass: (TRAIN + TEST) / CLASSES, seed };
  const noisy = informative < channels;
  const values = (): SpikeDataset =>
    encode(smoothManifolds({ ...shape, channels: informative }), options, encodeLinearLatency);
  const whole: SpikeDataset & Partial<Pick<NoisyDataset, 'informative'>> =
    encoding === 'latency'
      ? randman({ ...shape, steps, channels, informative })
      : noisy
        ? embedInNoise(values(), { channels, probability: meanProbability(dt), seed })
        : values();
  const part = (from: number, length: number): SpikeDataset =>
    subset(
      whole,
      Uint32Array.from({ length }, (_, i) => from + i),
    );
  return {
    train: part(0, TRAIN),
    test: () => Promise.resolve(part(TRAIN, TEST)),
    ...(noisy && whole.informative ? { informative: new Set(whole.informative) } : {}),
  };
}
