import type { DataSet } from './data-set.ts';

/** A data set by name. The set itself is loaded when it is needed: help needs none of it. */
export interface DataEntry {
  /** What it is called on the command line. */
  readonly name: string;
  /** Whether its examples are values that an encoding turns into spikes, or recordings of events. */
  readonly kind: 'values' | 'recordings';
  /** Whether it is generated: then it has no files. */
  readonly generated?: true;
  /** Whether `--channels` and `--informative` shape it. */
  readonly shaped?: true;
  /** Steps per example if not told otherwise. */
  readonly steps: number;
  /** Length of a step in ms if not told otherwise. */
  readonly dt: number;
  /** How many neighbouring channels become one if not told otherwise, for each axis. */
  readonly pool?: readonly number[];
  /** Loads the set. */
  load(): Promise<DataSet>;
}

/** Every data set of the command line. */
export const catalogue: readonly DataEntry[] = [
  {
    name: 'randman',
    kind: 'values',
    generated: true,
    shaped: true,
    steps: 80,
    dt: 1,
    load: async () => (await import('./sets/random-manifolds.ts')).randomManifolds,
  },
  {
    name: 'yin-yang',
    kind: 'values',
    generated: true,
    steps: 80,
    dt: 1,
    load: async () => (await import('./sets/yin-yang.ts')).yinYang,
  },
  {
    name: 'mnist',
    kind: 'values',
    steps: 80,
    dt: 1,
    load: async () => (await import('./sets/images.ts')).mnistDigits,
  },
  {
    name: 'fashion-mnist',
    kind: 'values',
    steps: 80,
    dt: 1,
    load: async () => (await import('./sets/images.ts')).fashion,
  },
  {
    name: 'optdigits',
    kind: 'values',
    steps: 80,
    dt: 1,
    load: async () => (await import('./sets/images.ts')).opticalDigits,
  },
  {
    name: 'n-mnist',
    kind: 'recordings',
    steps: 160,
    dt: 2,
    load: async () => (await import('./sets/cameras.ts')).nMnist,
  },
  {
    name: 'dvs-gesture',
    kind: 'recordings',
    steps: 150,
    dt: 10,
    pool: [1, 4, 4],
    load: async () => (await import('./sets/cameras.ts')).gestures,
  },
  {
    name: 'fsdd',
    kind: 'recordings',
    steps: 200,
    dt: 5,
    pool: [5],
    load: async () => (await import('./sets/speech.ts')).spokenDigits,
  },
  {
    name: 'shd',
    kind: 'recordings',
    steps: 200,
    dt: 5,
    pool: [5],
    load: async () => (await import('./sets/speech.ts')).heidelbergDigits,
  },
  {
    name: 'ssc',
    kind: 'recordings',
    steps: 200,
    dt: 5,
    pool: [5],
    load: async () => (await import('./sets/speech.ts')).speechCommands,
  },
  {
    name: 'mit-bih',
    kind: 'recordings',
    steps: 600,
    dt: 1,
    load: async () => (await import('./sets/heart.ts')).heartbeats,
  },
];

/** Names of all data sets. */
export const dataNames: readonly string[] = catalogue.map(({ name }) => name);

/** A data set by its name, which must be one of them. @param name - its name */
export const entryOf = (name: string): DataEntry => catalogue.find((entry) => entry.name === name) as DataEntry;
