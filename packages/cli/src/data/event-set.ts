import { bin, holdOutGroups, pool, type EventDataset, type PublishedSet, type SpikeDataset } from '@growcone/datasets';
import type { SetFiles } from '@growcone/datasets/node';
import { OptionError } from '../cli-error.ts';
import type { TrainOptions } from '../train/train-options.ts';
import type { DataAccess, DataSet, Source } from './data-set.ts';

/** How recordings of events are read. */
interface EventSetContent {
  readonly about: PublishedSet;
  readonly files: SetFiles;
  /** Reads a part; `all` is every example, where the set has such a part. */
  read(split: string, access: DataAccess): Promise<EventDataset>;
}

/** Recordings to train with, and how to come by those to test with. */
interface Parts {
  readonly train: EventDataset;
  test(): Promise<EventDataset>;
}

/** A data set of recordings of events. @param content - what is known of it, and how it is read */
export function eventSet({ about, files, read }: EventSetContent): DataSet {
  return {
    about,
    files,
    recordings: read,
    async source(options, access): Promise<Source> {
      const { testGroups, validationGroups } = options;
      const spikes = (recordings: EventDataset): SpikeDataset => binned(recordings, options);
      const { train, test }: Parts = testGroups
        ? parted(await wholeOf(about, () => read('all', access)), testGroups)
        : { train: await read('train', access), test: () => read('test', access) };
      if (!validationGroups) return { train: spikes(train), test: async () => spikes(await test()) };
      const { train: kept, validation } = holdOutGroups(train, validationGroups);
      return { train: spikes(kept), validation: spikes(validation), test: async () => spikes(await test()) };
    },
  };
}

function binned(recordings: EventDataset, { pool: factors, dt, steps }: TrainOptions): SpikeDataset {
  return bin(factors ? pool(recordings, factors) : recordings, { dt, steps });
}

function wholeOf(about: PublishedSet, read: () => Promise<EventDataset>): Promise<EventDataset> {
  if ('all' in about.sizes) return read();
  throw new OptionError(
    '--test-groups',
    `is for data sets that are published in one piece; ${about.name} has a test set of its own. Leave it out.`,
  );
}

/** Everybody else to train with, some people to test with. */
function parted(whole: EventDataset, groups: readonly number[]): Parts {
  const { train, validation } = holdOutGroups(whole, groups);
  return { train, test: () => Promise.resolve(validation) };
}
