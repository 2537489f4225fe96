// Reads all events of a file, and its bare bytes, in turns, and says how long each took and how much memory was held.
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { createGunzip } from 'node:zlib';
import { openAedat, openSpikeFile, parseEventBytes } from '@growcone/datasets';
import { type NodeFile, nodeFile, unpackGzip } from '@growcone/datasets/node';
import type { EventFormat } from '../data/event-files.ts';
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
  /** Events in the file. */
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
// An example of N-MNIST.
const EXAMPLE = 5 * 4100;

const { path, format, rounds } = question<ReadQuestion>();

async function readSpikes(file: NodeFile): Promise<number> {
  const spikes = await openSpikeFile(file, { units: 700 });
  let events = 0;
  for (let e = 0; e < spikes.size; e += BATCH) {
    events += (await spikes.read(e, Math.min(e + BATCH, spikes.size))).times.length;
  }
  return events;
}

async function withFile<T>(name: string, work: (file: NodeFile) => Promise<T>): Promise<T> {
  const file = await nodeFile(name);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

async function readEvents(): Promise<number> {
  switch (format) {
    case 'hdf5':
      return withFile(path, readSpikes);
    case 'hdf5.gz': {
      const target = `${path}.unpacked`;
      await unpackGzip(path, target, { limit: 2 ** 32 });
      const events = await withFile(target, readSpikes);
      await rm(target);
      return events;
    }
    case 'aedat':
      return withFile(path, async (file) => {
        const recording = await openAedat(file, { width: 128, height: 128 });
        let events = 0;
        // A gesture takes some seconds; here a microsecond has one event.
        const step = 2 ** 18;
        for (let from = 0; from < recording.size; from += step)
          events += (await recording.read(from, from + step)).times.length;
        return events;
      });
    case 'bin':
      return withFile(path, async (file) => {
        const camera = { encoding: 'bs2', width: 34, height: 34 } as const;
        let events = 0;
        for (let at = 0; at < file.size; at += EXAMPLE) {
          events += parseEventBytes(path, await file.read(at, EXAMPLE), camera).times.length;
        }
        return events;
      });
    default:
      throw new Error(`unknown format ${String(format satisfies never)}`);
  }
}

/** The bytes without their meaning. */
async function readPlain(): Promise<void> {
  if (format === 'hdf5.gz') {
    for await (const _ of createReadStream(path).pipe(createGunzip({ chunkSize: 2 ** 16 })));
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
  events = await readEvents();
  const end = performance.now();
  // The first round fills the cache of files.
  if (round < 0) continue;
  plainSeconds.push((middle - start) / 1000);
  seconds.push((end - middle) / 1000);
}
const bytes = await withFile(path, (file) => Promise.resolve(file.size));
answer<ReadAnswer>({ events, bytes, seconds, plainSeconds, peak: resident().peak, before });
