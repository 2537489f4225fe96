import type { DataSource, EventDataset } from '@growcone/datasets';
import { findFolder } from '@growcone/datasets/node';
import type { DataEntry } from './catalogue.ts';
import type { DataAccess } from './data-set.ts';

/** A part of a data set, measured. */
export interface DescribedSplit {
  /** Its name. */
  readonly split: string;
  /** Number of examples. */
  readonly examples: number;
  /** Examples of each class. */
  readonly perClass: readonly number[];
  /** Number of people, where the set says whom examples are of. */
  readonly people?: number;
  /** What they are called, by number, if they have names. */
  readonly names?: readonly string[];
  /** Figures of the first examples. */
  readonly sample: Sample;
}

/** Figures of some examples. */
export interface Sample {
  /** How many examples they are of. */
  readonly examples: number;
  /** Mean number of events. */
  readonly events: number;
  /** Time of the last event of all, in ms. */
  readonly lastEvent: number;
  /** Mean rate of a channel in Hz, from the start to the last event of each example. */
  readonly rate: number;
}

/** What `growcone data info` says. */
export interface DescribedSet {
  /** Its name on the command line. */
  readonly name: string;
  /** Where it comes from. */
  readonly source: DataSource;
  /** What the classes are. */
  readonly classNames: readonly string[];
  /** Sizes of what channels count. */
  readonly shape: readonly number[];
  /** Published numbers of examples. */
  readonly published: Readonly<Record<string, readonly number[]>>;
  /** Steps, their length in ms and pooling that `growcone train` begins with. */
  readonly training: Pick<DataEntry, 'steps' | 'dt' | 'pool'>;
  /** Its parts; none where its files are not here. */
  readonly splits: readonly DescribedSplit[];
}

/**
 * Measures a data set. Nothing is downloaded for that: of a set whose files are not here, it says what is published.
 *
 * @param entry - which
 * @param access - where its files come from
 * @param examples - how many examples of each part are read for their rates
 */
export async function describeSet(entry: DataEntry, access: DataAccess, examples: number): Promise<DescribedSet> {
  const { about, files, recordings } = await entry.load();
  // A folder that was named must hold the set: reading it says what is missing.
  const here = !files || access.dataDir !== undefined || (await findFolder(files, access)) !== undefined;
  const splits: DescribedSplit[] = [];
  let first: EventDataset | undefined;
  for (const split of here ? Object.keys(about.sizes) : []) {
    const part = await recordings(split, access);
    first ??= part;
    const { size, labels, classes, groups, groupNames } = part;
    const perClass = Array.from({ length: classes }, () => 0);
    for (const label of labels) perClass[label]!++;
    splits.push({
      split,
      examples: size,
      perClass,
      ...(groups ? { people: new Set(groups).size } : {}),
      ...(groupNames ? { names: groupNames } : {}),
      sample: await sampleOf(part, Math.min(examples, size)),
    });
  }
  const { steps, dt, pool } = entry;
  return {
    name: entry.name,
    source: about.source,
    classNames: first?.classNames ?? about.classNames,
    shape: about.shape,
    published: about.sizes,
    training: { steps, dt, ...(pool ? { pool } : {}) },
    splits,
  };
}

async function sampleOf(part: EventDataset, examples: number): Promise<Sample> {
  let [events, lastEvent, time] = [0, 0, 0];
  for (let example = 0; example < examples; example++) {
    const { times } = await part.events(example);
    const last = times.at(-1) ?? 0;
    events += times.length;
    time += last;
    lastEvent = Math.max(lastEvent, last);
  }
  const rate = time === 0 ? 0 : (1000 * events) / (time * part.channels);
  return { examples, events: examples === 0 ? 0 : events / examples, lastEvent, rate };
}

/** The description as text. @param set - what was measured */
export function descriptionInWords(set: DescribedSet): string {
  const { name, source, classNames, shape, published, training, splits } = set;
  const { steps, dt, pool } = training;
  const line = (what: string, text: string): string => `${what.padEnd(12)}${text}`;
  const expected = Object.entries(published).flatMap(([split, [size]]) =>
    size === undefined ? [] : [`${split} ${size}`],
  );
  return [
    source.title,
    line('licence', source.licence),
    line('cite', source.citation),
    line('from', source.url),
    line('classes', `${classNames.length}: ${classNames.join(', ')}`),
    line('channels', shape.join(' × ')),
    line('training', `${steps} steps of ${dt} ms${pool ? `, channels pooled ${pool.join(' × ')}` : ''}`),
    ...splits.flatMap(({ split, examples, perClass, people, names, sample }) => [
      line(split, `${examples} examples${sizesInWords(published[split])}`),
      line('', `per class ${perClass.join(' ')}`),
      ...(people === undefined ? [] : [line('', `${people} people${names ? `: ${numbered(names)}` : ''}`)]),
      line(
        '',
        `first ${sample.examples}: ${sample.events.toFixed(0)} events each, ${sample.rate.toFixed(2)} Hz per channel, ` +
          `the last at ${sample.lastEvent.toFixed(1)} ms`,
      ),
    ]),
    ...(splits.length > 0
      ? []
      : [
          ...(expected.length > 0 ? [line('examples', `${expected.join(', ')} (published)`)] : []),
          line('files', `not here: growcone data get ${name}, or name their folder by --data-dir`),
        ]),
  ].join('\n');
}

const sizesInWords = (sizes: readonly number[] = []): string =>
  sizes.length === 0 ? '' : ` (published: ${sizes.join(' or ')})`;

const numbered = (names: readonly string[]): string => names.map((name, number) => `${number} ${name}`).join(', ');
