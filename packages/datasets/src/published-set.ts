import type { DataSource, Recordings } from './recordings.ts';

/** What is known of a published data set before any of its files is read. */
export interface PublishedSet {
  /** Its short name, and that of its folder. */
  readonly name: string;
  /** Where it comes from. */
  readonly source: DataSource;
  /** What the classes are, in words. */
  readonly classNames: readonly string[];
  /** Sizes of what unit numbers count, as in `EventDataset.shape`. */
  readonly shape: readonly number[];
  /** Numbers of examples in the versions of each split that are in use, the official one first. */
  readonly sizes: Readonly<Record<string, readonly number[]>>;
}

/**
 * Hears what a user should know about files that were read, such as that they hold a part of the published set.
 *
 * @param text - what to show
 */
export type NoteListener = (text: string) => void;

/**
 * What to read of a published set.
 *
 * @typeParam Split - names of its parts
 */
export interface ReadOptions<Split extends string> {
  /** Which part. */
  readonly split: Split;
  /** Hears what should be known about the files. */
  readonly onNote?: NoteListener;
}

/**
 * What is known of the examples that were found of a part of a published set. Tells if they are not as many as published.
 *
 * @internal
 */
export function foundPart(
  set: PublishedSet,
  options: ReadOptions<string>,
  labels: Recordings['labels'],
): Omit<Recordings, 'duration'> {
  const { name, classNames, source } = set;
  const size = labels.length;
  noteSize(set, options, size);
  return { name, split: options.split, classes: classNames.length, classNames, size, labels, source };
}

/**
 * Tells if a split has another number of examples than any known version of it.
 *
 * @internal
 */
export function noteSize(set: PublishedSet, { split, onNote }: ReadOptions<string>, got: number): void {
  const known = set.sizes[split] ?? [];
  if (known.length === 0 || known.includes(got)) return;
  onNote?.(`${set.source.title}, ${split}: ${got} examples were found, the published set has ${known.join(' or ')}.`);
}
