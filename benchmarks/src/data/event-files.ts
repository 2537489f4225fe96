import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { writeSpikeFile } from '@growcone/datasets';
import { type ArchivedFile, tarPieces, writeGzip, zipPieces } from './archive-files.ts';

/** What is read: files of a format, or a data set as it is published. */
export type EventFormat = 'hdf5' | 'hdf5.gz' | 'shd' | 'aedat' | 'dvs-gesture' | 'bin' | 'n-mnist' | 'wav';

/** Numbers that look random, the same on every machine. */
function randomWords(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
}

const UNITS = 700;
const SIDE = 128;
const LETTERS = Array.from({ length: 20 }, (_, k) => `word ${k}`);
/** About as many events as an example of N-MNIST has. */
export const EXAMPLE = 4100;
/** Events in a recording of gestures, of which there are twelve; each event takes a microsecond. */
const RECORDING = 480_000;

/**
 * Writes events into a file of a format.
 *
 * @param folder - where it goes
 * @param format - the format
 * @param total - about how many events; of sound, how many samples
 * @returns its path
 */
export async function writeEvents(folder: string, format: EventFormat, total: number): Promise<string> {
  const path = join(folder, NAMES[format]);
  switch (format) {
    case 'hdf5':
    case 'shd':
      await writePieces(path, spikeFile(total));
      return path;
    case 'hdf5.gz': {
      const plain = await writeEvents(folder, 'hdf5', total);
      await pipeline(createReadStream(plain), createGzip({ level: 6 }), createWriteStream(path));
      return path;
    }
    case 'aedat':
      await writePieces(path, recording(total));
      return path;
    case 'dvs-gesture':
      await writeGzip(path, tarPieces(gestures(total)));
      return path;
    case 'bin':
      await writePieces(path, packed(total));
      return path;
    case 'n-mnist':
      await writePieces(path, zipPieces(digits(total)));
      // What the same bytes take that are packed as one.
      await writeGzip(`${path}.gz`, contents(digits(total)));
      return path;
    case 'wav':
      await writePieces(path, sound(total));
      return path;
    default:
      throw new Error(`unknown format ${String(format satisfies never)}`);
  }
}

const NAMES: Readonly<Record<EventFormat, string>> = {
  hdf5: 'events.hdf5',
  'hdf5.gz': 'events.hdf5.gz',
  shd: 'shd_train.h5',
  aedat: 'events.aedat',
  'dvs-gesture': 'DvsGesture.tar.gz',
  bin: 'events.bin',
  'n-mnist': 'Train.zip',
  wav: 'noise.wav',
};

async function writePieces(path: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  const output = await open(path, 'w');
  try {
    for await (const piece of pieces) await output.writeFile(piece);
  } finally {
    await output.close();
  }
}

/** As many examples as SHD has to train with, for as many spikes; half to one and a half times the mean each. */
function spikeFile(total: number): AsyncIterable<Uint8Array> {
  const size = Math.max(1, Math.round((8156 * total) / 65e6));
  const word = randomWords(1);
  const counts = Uint32Array.from({ length: size }, () => Math.round((total / size) * (0.5 + word() / 2 ** 24)));
  return writeSpikeFile({
    labels: Uint16Array.from({ length: size }, (_, e) => e % LETTERS.length),
    speaker: Uint16Array.from({ length: size }, (_, e) => e % 12),
    keys: LETTERS,
    counts,
    spikes: (e) => ({
      times: Float32Array.from({ length: counts[e]! }, (_, s) => s / counts[e]!),
      units: Uint16Array.from({ length: counts[e]! }, () => word() % UNITS),
    }),
  });
}

function* recording(total: number): Generator<Uint8Array> {
  yield new TextEncoder().encode('#!AER-DAT3.1\r\n#!END-HEADER\r\n');
  const word = randomWords(2);
  const packet = 8192;
  for (let first = 0; first < total; first += packet) {
    const count = Math.min(packet, total - first);
    const bytes = new DataView(new ArrayBuffer(28 + 8 * count));
    bytes.setUint16(0, 1, true);
    [8, 4, 0, count, count, count].forEach((field, at) => bytes.setInt32(4 + 4 * at, field, true));
    for (let e = 0; e < count; e++) {
      const place = word();
      bytes.setUint32(
        28 + 8 * e,
        ((place % SIDE) << 17) | (((place >> 7) % SIDE) << 2) | (((place >> 14) & 1) << 1) | 1,
        true,
      );
      bytes.setInt32(32 + 8 * e, first + e, true);
    }
    yield new Uint8Array(bytes.buffer);
  }
}

/** Recordings of twelve gestures each, with their labels and the lists of trials. */
function* gestures(total: number): Generator<ArchivedFile> {
  const size = Math.max(1, Math.round(total / RECORDING));
  const events = Math.round(total / size);
  const text = (name: string, ...lines: readonly string[]): ArchivedFile => ({
    name: `DvsGesture/${name}`,
    content: Buffer.from(lines.map((line) => `${line}\n`).join('')),
  });
  const names = Array.from({ length: size }, (_, r) => `user${String(1 + (r % 29)).padStart(2, '0')}_lab${r}`);
  const spans = Array.from({ length: 12 }, (_, g) =>
    [(g % 11) + 1, g, g + 1].map((part, at) => (at ? (part * events) / 12 : part)),
  );
  const rows = spans.map((span) => span.map(Math.floor).join(','));
  for (const name of names) {
    yield { name: `DvsGesture/${name}.aedat`, content: Buffer.concat([...recording(events)]) };
    yield text(`${name}_labels.csv`, 'class,startTime_usec,endTime_usec', ...rows);
  }
  yield text('trials_to_train.txt', ...names.map((name) => `${name}.aedat`));
  yield text('trials_to_test.txt');
}

function* packed(total: number): Generator<Uint8Array> {
  const word = randomWords(3);
  const piece = 2 ** 16;
  for (let first = 0; first < total; first += piece) yield packedEvents(Math.min(piece, total - first), word, 1);
}

/** Recordings of N-MNIST, of some 290 ms. */
function* digits(total: number): Generator<ArchivedFile> {
  const word = randomWords(4);
  for (let e = 0; e < Math.max(1, Math.round(total / EXAMPLE)); e++) {
    const name = `Train/${e % 10}/${String(e + 1).padStart(5, '0')}.bin`;
    yield { name, content: packedEvents(EXAMPLE, word, 70) };
  }
}

function* contents(files: Iterable<ArchivedFile>): Generator<Uint8Array> {
  for (const { content } of files) yield content;
}

/** Events of N-MNIST. @param count - how many @param word - where they are @param apart - µs between them */
function packedEvents(count: number, word: () => number, apart: number): Uint8Array {
  const bytes = new Uint8Array(5 * count);
  for (let e = 0; e < count; e++) {
    const place = word();
    const time = e * apart;
    const polarity = ((place >> 12) & 1) << 7;
    bytes.set([place % 34, (place >> 6) % 34, polarity | (time >> 16), (time >> 8) & 255, time & 255], 5 * e);
  }
  return bytes;
}

/** Noise at 8 kHz, as loud as speech. */
function* sound(samples: number): Generator<Uint8Array> {
  const word = randomWords(5);
  const data = Int16Array.from({ length: samples }, () => (word() % 16384) - 8192);
  const header = Buffer.alloc(44);
  header.write('RIFF');
  header.writeUInt32LE(36 + data.byteLength, 4);
  header.write('WAVEfmt ', 8);
  [16, 0x10001, 8000, 16_000, 0x100002].forEach((field, at) => header.writeUInt32LE(field, 16 + 4 * at));
  header.write('data', 36);
  header.writeUInt32LE(data.byteLength, 40);
  yield header;
  yield new Uint8Array(data.buffer);
}
