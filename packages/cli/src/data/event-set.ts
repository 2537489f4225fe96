import {
  bin,
  type BinnedDataset,
  type BinTally,
  holdOutGroups,
  pool,
  shiftUnits,
  type EventDataset,
  type PublishedSet,
} from '@growcone/datasets';
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
      const { testGroups, validationGroups, shift, seed } = options;
      const parts: BinnedDataset[] = [];
      const spikes = (recordings: EventDataset): BinnedDataset => {
        const part = binned(recordings, options);
        parts.push(part);
        return part;
      };
      // Only what is trained with is moved, before it is pooled.
      const moved = (recordings: EventDataset): BinnedDataset =>
        spikes(shift ? shiftUnits(recordings, { most: shift, seed }) : recordings);
      const { train, test }: Parts = testGroups
        ? parted(await wholeOf(about, () => read('all', access)), testGroups)
        : { train: await read(requireTrainingPart(about), access), test: () => read('test', access) };
      const rest = { test: async () => spikes(await test()), tally: () => sumOf(parts) };
      if (!validationGroups) return { train: moved(train), ...rest };
      const { train: kept, validation } = holdOutGroups(train, validationGroups);
      return { train: moved(kept), validation: spikes(validation), ...rest };
    },
  };
}

function binned(recordings: EventDataset, { pool: factors, dt, steps }: TrainOptions): BinnedDataset {
  return bin(factors ? pool(recordings, factors) : recordings, { dt, steps });
}

function sumOf(parts: readonly BinnedDataset[]): BinTally {
  const sum = { events: 0, merged: 0, late: 0 };
  for (const { tally } of parts) {
    sum.events += tally.events;
    sum.merged += tally.merged;
    sum.late += tally.late;
  }
  return sum;
}

function wholeOf(about: PublishedSet, read: () => Promise<EventDataset>): Promise<EventDataset> {
  if ('all' in about.sizes) return read();
  throw new OptionError(
    '--test-groups',
    `is for data sets that are published in one piece; ${about.name} has a test set of its own. Leave it out.`,
  );
}

/** The part to train with, of a set that was published with one. */
function requireTrainingPart({ name, sizes }: PublishedSet): string {
  if ('train' in sizes) return 'train';
  throw new OptionError(
    '--test-groups',
    `is missing: ${name} has no test set of its own. Say which of its groups to test on; growcone data info ${name} lists them.`,
  );
}

/** Everybody else to train with, some people to test with. */
function parted(whole: EventDataset, groups: readonly number[]): Parts {
  const { train, validation } = holdOutGroups(whole, groups);
  return { train, test: () => Promise.resolve(validation) };
}
