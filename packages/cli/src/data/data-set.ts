import type { BinTally, EventDataset, PublishedSet, SpikeDataset } from '@growcone/datasets';
import type { ProgressListener, SetFiles } from '@growcone/datasets/node';
import type { TrainOptions } from '../train/train-options.ts';

/** Where the files of a data set come from, and who hears about it. */
export interface DataAccess {
  /** Folder of the files, or the folder above it; the cache, filled by a download, if left out. */
  readonly dataDir?: string;
  /** Hears how far a download is. */
  readonly onDownload?: ProgressListener;
  /** Hears what a user should know about the files. @param text - what */
  readonly onNote?: (text: string) => void;
}

/** Examples to train with, and how to come by those to test with. */
export interface Source {
  /** Examples to train with. */
  readonly train: SpikeDataset;
  /** Examples of people that were held out. */
  readonly validation?: SpikeDataset;
  /** Channels that tell the class, if the others are noise. */
  readonly informative?: ReadonlySet<number>;
  /** Reads the test set. */
  test(): Promise<SpikeDataset>;
  /** What became of the events that were read of all parts so far; only recordings have it. */
  tally?(): BinTally;
}

/** A data set of the command line: how it is read, shown and learned from. */
export interface DataSet {
  /** What is known of it before anything is read. */
  readonly about: PublishedSet;
  /** Its files; none if it is generated. */
  readonly files?: SetFiles;
  /**
   * Reads a part as recordings of events; values are encoded as `growcone train` does by default.
   *
   * @param split - name of the part, one of those that `about` has sizes of
   * @param access - where the files come from
   */
  recordings(split: string, access: DataAccess): Promise<EventDataset>;
  /**
   * Reads what a run learns from.
   *
   * @param options - options of the run
   * @param access - where the files come from
   */
  source(options: TrainOptions, access: DataAccess): Promise<Source>;
}
