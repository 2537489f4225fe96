// Reads all events of a file, and its bare bytes, in turns, and says how long each took and how much memory was held.
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createGunzip } from 'node:zlib';
import {
  cochlea,
  type Cochlea,
  type EventDataset,
  openAedat,
  openSpikeFile,
  parseEventBytes,
  parseWav,
  readGestures,
  readNMnist,
  readShd,
  zipFolder,
} from '@growcone/datasets';
import { extractArchive, type NodeFile, nodeFile, nodeFolder, unpackGzip } from '@growcone/datasets/node';
import { type EventFormat, EXAMPLE } from '../data/event-files.ts';
import { answer, question } from '../measure/fresh-process.ts';
import { resident } from '../measure/resident.ts';

/** What is measured. */
export interface ReadQuestion {
  /** Path of the file. */
  readonly path: string;
  /** Its format. */
  readonly format: EventFormat;
  /** Number of turns. */
  readonly rounds: number;
}

/** What was found. */
export interface ReadAnswer {
  /** Events in the file; of sound, the spikes that come of it. */
  readonly events: number;
  /** Bytes of the file. */
  readonly bytes: number;
  /** Seconds that reading all events took, in each round. */
  readonly seconds: readonly number[];
  /** Seconds that the bytes alone took: read, or unpacked where the file is packed. */
  readonly plainSeconds: readonly number[];
  /** The most that the process held, in MiB, and what it held before, mostly Node.js. */
  readonly peak: number;
  readonly before: number;
}

const BATCH = 64;
const PIECE = 2 ** 22;

const { path, format, rounds } = question<ReadQuestion>();

async function withFile<T>(name: string, work: (file: NodeFile) => Promise<T>): Promise<T> {
  const file = await nodeFile(name);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

async function readSpikes(file: NodeFile): Promise<number> {
  const spikes = await openSpikeFile(file, { units: 700 });
  let events = 0;
  for (let e = 0; e < spikes.size; e += BATCH) {
    events += (await spikes.read(e, Math.min(e + BATCH, spikes.size))).times.length;
  }
  return events;
}

async function readExamples(dataset: EventDataset): Promise<number> {
  let events = 0;
  for (let e = 0; e < dataset.size; e++) events += (await dataset.events(e)).times.length;
  return events;
}

async function readRecording(file: NodeFile): Promise<number> {
  const recording = await openAedat(file, { width: 128, height: 128 });
  let events = 0;
  // A gesture takes some seconds; here a microsecond has one event.
  const step = 2 ** 18;
  for (let from = 0; from < recording.size; from += step) {
    events += (await recording.read(from, from + step)).times.length;
  }
  return events;
}

async function readPacked(file: NodeFile): Promise<number> {
  const camera = { encoding: 'bs2', width: 34, height: 34 } as const;
  let events = 0;
  for (let at = 0; at < file.size; at += 5 * EXAMPLE) {
    events += parseEventBytes(path, await file.read(at, 5 * EXAMPLE), camera).times.length;
  }
  return events;
}

/** Unpacks, reads, and leaves nothing behind. */
async function unpacked(unpack: (target: string) => Promise<void>, read: (target: string) => Promise<number>) {
  const target = `${path}.unpacked`;
  await unpack(target);
  const events = await read(target);
  await rm(target, { recursive: true });
  return events;
}

const train = { split: 'train' } as const;
let ear: Cochlea | undefined;

/** Reads all events of the file, by format. */
const readers: Readonly<Record<EventFormat, () => Promise<number>>> = {
  hdf5: () => withFile(path, readSpikes),
  'hdf5.gz': () =>
    unpacked(
      (target) => unpackGzip(path, target, { limit: 2 ** 32 }),
      (target) => withFile(target, readSpikes),
    ),
  shd: async () => readExamples(await readShd(await nodeFolder(dirname(path)), train)),
  aedat: () => withFile(path, readRecording),
  'dvs-gesture': () =>
    unpacked(
      (target) => extractArchive(path, target),
      async (target) => readExamples(await readGestures(await nodeFolder(target), train)),
    ),
  bin: () => withFile(path, readPacked),
  'n-mnist': () => withFile(path, async (file) => readExamples(await readNMnist(await zipFolder(file), train))),
  wav: () =>
    withFile(path, async (file) => {
      const { samples, rate } = parseWav(path, await file.read(0, file.size));
      ear ??= cochlea({ seed: 1 });
      return ear.hear(samples, rate).times.length;
    }),
};

/** What is packed, if anything is, as one gzip file. */
const gzips: Partial<Record<EventFormat, string>> = { 'hdf5.gz': path, 'dvs-gesture': path, 'n-mnist': `${path}.gz` };

/** The bytes without their meaning. */
async function readPlain(): Promise<void> {
  const gzip = gzips[format];
  if (gzip !== undefined) {
    for await (const _ of createReadStream(gzip).pipe(createGunzip({ chunkSize: 2 ** 16 })));
    return;
  }
  await withFile(path, async (file) => {
    for (let at = 0; at < file.size; at += PIECE) await file.read(at, PIECE);
  });
}

const before = resident().now;
const seconds: number[] = [];
const plainSeconds: number[] = [];
let events = 0;
for (let round = -1; round < rounds; round++) {
  const start = performance.now();
  await readPlain();
  const middle = performance.now();
  events = await readers[format]();
  const end = performance.now();
  // The first round fills the cache of files.
  if (round < 0) continue;
  plainSeconds.push((middle - start) / 1000);
  seconds.push((end - middle) / 1000);
}
const bytes = await withFile(path, (file) => Promise.resolve(file.size));
answer<ReadAnswer>({ events, bytes, seconds, plainSeconds, peak: resident().peak, before });
