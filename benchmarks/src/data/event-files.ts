import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { writeSpikeFile } from '@growcone/datasets';

/** Formats of which the reading is measured. */
export type EventFormat = 'hdf5' | 'hdf5.gz' | 'aedat' | 'bin';

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

/**
 * Writes events into a file of a format.
 *
 * @param folder - where it goes
 * @param format - the format
 * @param total - about how many events
 * @returns its path
 */
export async function writeEvents(folder: string, format: EventFormat, total: number): Promise<string> {
  const path = join(folder, `events.${format}`);
  switch (format) {
    case 'hdf5':
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
    case 'bin':
      await writePieces(path, packed(total));
      return path;
    default:
      throw new Error(`unknown format ${String(format satisfies never)}`);
  }
}

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

function* packed(total: number): Generator<Uint8Array> {
  const word = randomWords(3);
  const piece = 2 ** 16;
  for (let first = 0; first < total; first += piece) {
    const count = Math.min(piece, total - first);
    const bytes = new Uint8Array(5 * count);
    for (let e = 0; e < count; e++) {
      const place = word();
      bytes.set(
        [place % 34, (place >> 6) % 34, (((place >> 12) & 1) << 7) | (e >> 16), (e >> 8) & 255, e & 255],
        5 * e,
      );
    }
    yield bytes;
  }
}
