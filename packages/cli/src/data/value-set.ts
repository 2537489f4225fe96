import {
  encodeDirect,
  encodePoisson,
  type IntensityDataset,
  type PublishedSet,
  type SpikeDataset,
} from '@growcone/datasets';
import type { SetFiles } from '@growcone/datasets/node';
import type { TrainOptions } from '../train/train-options.ts';
import { asRecordings } from './as-recordings.ts';
import type { DataAccess, DataSet } from './data-set.ts';

/** Length and number of the steps that values are encoded in. */
type Steps = Pick<TrainOptions, 'steps' | 'dt'>;

/** How values are read and encoded. */
interface ValueSetContent {
  readonly about: PublishedSet;
  readonly files?: SetFiles;
  /** Steps of the recordings that are shown. */
  readonly steps: number;
  read(split: string, access: DataAccess): Promise<IntensityDataset>;
  /** The latency code of such values. */
  latency(values: IntensityDataset, steps: Steps): SpikeDataset;
}

// Rate in Hz of a channel of full intensity.
const MAX_RATE = 200;

/** A data set of values that become spikes by an encoding. @param content - what is known of it, how it is read and encoded */
export function valueSet({ about, files, steps, read, latency }: ValueSetContent): DataSet {
  return {
    about,
    ...(files ? { files } : {}),
    recordings: async (split, access) => {
      const shown = { steps, dt: 1 };
      return asRecordings(latency(await read(split, access), shown), { about, split, dt: shown.dt });
    },
    source: async (options, access) => ({
      train: encode(await read('train', access), options, latency),
      test: async () => encode(await read('test', access), options, latency),
    }),
  };
}

/**
 * Values as the spikes or currents of a run.
 *
 * @param values - what to encode
 * @param options - which code, and its steps
 * @param latency - the latency code of such values
 */
export function encode(
  values: IntensityDataset,
  { encoding, steps, dt, seed }: Pick<TrainOptions, 'encoding' | 'steps' | 'dt' | 'seed'>,
  latency: ValueSetContent['latency'],
): SpikeDataset {
  if (encoding === 'poisson') return encodePoisson(values, { steps, dt, maxRate: MAX_RATE, seed });
  if (encoding === 'direct') return encodeDirect(values, { steps });
  return latency(values, { steps, dt });
}

/** Mean probability that a channel spikes in a step where values fill [0, 1] evenly. @param dt - length of a step in ms */
export const meanProbability = (dt: number): number => (0.5 * MAX_RATE * dt) / 1000;
