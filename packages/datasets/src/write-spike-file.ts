import { DatasetOptionError, requireInteger } from './dataset-option-error.ts';
import { encodeFloat16 } from './float16.ts';
import { float16, stringOf, StructureWriter, uint16, vectorOf } from './hdf5/structure-writer.ts';

/** Spikes of one example, to be written. */
export interface WrittenSpikes {
  /** Time of each spike in s; it is rounded to half precision. */
  readonly times: ArrayLike<number>;
  /** Unit of each spike, 0 … 65535. */
  readonly units: ArrayLike<number>;
}

/** What goes into a file of spikes. */
export interface SpikeFileContent {
  /** Class of each example. */
  readonly labels: ArrayLike<number>;
  /** Number of the speaker of each example. */
  readonly speaker: ArrayLike<number>;
  /** What the classes are, in words. */
  readonly keys: readonly string[];
  /** Number of spikes of each example. */
  readonly counts: ArrayLike<number>;
  /**
   * The spikes of one example. Asked once for each, in ascending order.
   *
   * @param example - which example, from 0
   */
  spikes(example: number): WrittenSpikes | Promise<WrittenSpikes>;
}

const SMALLEST_COLLECTION = 4096;
const HEADER = 16;
const REFERENCE = 16;

/**
 * Spikes as an HDF5 file in the layout of SHD and SSC, for `openSpikeFile` and for every other program that reads these
 * sets: vectors of half-precision times in s and of units, labels, speakers and the words of the classes.
 *
 * The file comes in pieces, one after the other; no more than the spikes of one example are held.
 *
 * @param content - what to write
 */
export async function* writeSpikeFile(content: SpikeFileContent): AsyncGenerator<Uint8Array> {
  const size = content.labels.length;
  for (const name of ['speaker', 'counts'] as const) {
    if (content[name].length === size) continue;
    throw new DatasetOptionError('writeSpikeFile', name, `${content[name].length} numbers`, `${size}, one per label`);
  }
  const head = layOut(content);
  yield head.bytes;
  for (const collection of head.collections) yield await fillCollection(content, collection);
}

/** Vectors that share a collection: number 2e is the times of example e, 2e + 1 its units. */
interface Collection {
  readonly vectors: number[];
  length: number;
}

function layOut(content: SpikeFileContent): {
  readonly bytes: Uint8Array;
  readonly collections: readonly Collection[];
} {
  const { labels, speaker, keys, counts } = content;
  const size = labels.length;
  const encoded = keys.map((key) => new TextEncoder().encode(key));
  const keyLength = Math.max(1, ...encoded.map(({ length }) => length));
  const writer = new StructureWriter();
  // Headers do not depend on what they point to, so that a first pass tells how long they are.
  const structure = (into: StructureWriter, data: number): number => {
    let at = data;
    const lying = (length: number): { readonly address: number; readonly length: number } => {
      const place = { address: at, length };
      at += Math.ceil(length / 8) * 8;
      return place;
    };
    const times = into.array(vectorOf(float16), size, lying(size * REFERENCE));
    const units = into.array(vectorOf(uint16), size, lying(size * REFERENCE));
    const members = {
      spikes: into.group({ times, units }),
      labels: into.array(uint16, size, lying(2 * size)),
      extra: into.group({
        speaker: into.array(uint16, size, lying(2 * size)),
        keys: into.array(stringOf(keyLength), keys.length, lying(keys.length * keyLength)),
      }),
    };
    return into.group(members);
  };
  const trial = new StructureWriter();
  structure(trial, 0);
  const data = trial.length;
  const root = structure(writer, data);
  const short = Math.ceil((2 * size) / 8) * 8;
  const labelsAt = data + 2 * size * REFERENCE;
  const keysAt = labelsAt + 2 * short;
  const length = keysAt + Math.ceil((keys.length * keyLength) / 8) * 8;

  const collections: Collection[] = [];
  const places: { readonly collection: Collection; readonly index: number }[] = [];
  let open: Collection | undefined;
  for (let vector = 0; vector < 2 * size; vector++) {
    const count = counts[vector >> 1];
    requireInteger('writeSpikeFile', 'counts', count, { min: 0, max: 2 ** 24 });
    const bytes = HEADER + Math.ceil((2 * count) / 8) * 8;
    if (!open || open.length + bytes > SMALLEST_COLLECTION) {
      open = { vectors: [], length: HEADER };
      collections.push(open);
    }
    open.length += bytes;
    places.push({ collection: open, index: open.vectors.push(vector) });
  }
  const addresses = new Map<Collection, number>();
  let end = length;
  for (const collection of collections) {
    collection.length = Math.max(collection.length, SMALLEST_COLLECTION);
    addresses.set(collection, end);
    end += collection.length;
  }
  const bytes = writer.finish(root, { length, end });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  places.forEach(({ collection, index }, vector) => {
    const at = data + ((vector & 1) * size + (vector >> 1)) * REFERENCE;
    view.setUint32(at, counts[vector >> 1], true);
    // An empty vector has no place.
    if (counts[vector >> 1] === 0) return;
    view.setBigUint64(at + 4, BigInt(addresses.get(collection) ?? 0), true);
    view.setUint32(at + 12, index, true);
  });
  for (let e = 0; e < size; e++) {
    view.setUint16(labelsAt + 2 * e, labels[e], true);
    view.setUint16(labelsAt + short + 2 * e, speaker[e], true);
  }
  encoded.forEach((key, k) => bytes.set(key, keysAt + k * keyLength));
  return { bytes, collections };
}

async function fillCollection(content: SpikeFileContent, { vectors, length }: Collection): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x47, 0x43, 0x4f, 0x4c, 1]);
  view.setBigUint64(8, BigInt(length), true);
  let at = HEADER;
  let example: { readonly number: number; readonly spikes: WrittenSpikes } | undefined;
  for (const [k, vector] of vectors.entries()) {
    const number = vector >> 1;
    if (example?.number !== number) example = { number, spikes: await content.spikes(number) };
    const values = vector & 1 ? example.spikes.units : example.spikes.times;
    const count = content.counts[number];
    if (values.length !== count) {
      throw new DatasetOptionError(
        'writeSpikeFile',
        `spikes(${number})`,
        values.length,
        `as many as counts says: ${count}`,
      );
    }
    view.setUint16(at, k + 1, true);
    view.setUint16(at + 2, 1, true);
    view.setBigUint64(at + 8, BigInt(2 * count), true);
    at += HEADER;
    for (let s = 0; s < count; s++) {
      view.setUint16(at + 2 * s, vector & 1 ? values[s] : encodeFloat16(values[s]), true);
    }
    at += Math.ceil((2 * count) / 8) * 8;
  }
  // What is left is an object of number 0, if there is room for its head.
  if (length - at >= HEADER) view.setBigUint64(at + 8, BigInt(length - at), true);
  return bytes;
}
