import type { Section } from '../section.ts';
import type { Hdf5Source } from './hdf5-source.ts';

/** A vector in the global heap, as an array refers to it. */
export interface HeapReference {
  /** Number of its elements. */
  readonly count: number;
  /** Address of the collection that it is part of. */
  readonly collection: number;
  /** Its number within the collection. */
  readonly index: number;
}

/** Where the bytes of an object of the heap lie in the file. */
interface HeapObject {
  readonly offset: number;
  readonly length: number;
}

// Large enough for hundreds of spike trains, small beside what a network takes.
const WINDOW = 2 ** 22;
// Reading over a gap costs less than a second call.
const GAP = 2 ** 16;
// Smallest collection that the library writes.
const COLLECTION = 4096;
const HEADER = 16;

/**
 * Reads vectors of the global heap, those that lie side by side at once.
 *
 * @param source - the file
 * @param references - vectors to read
 * @param elementSize - bytes per element of each vector
 * @param onVector - takes the bytes of a vector, which are valid during the call only
 * @internal
 */
export async function readVectors(
  source: Hdf5Source,
  references: readonly HeapReference[],
  elementSize: (vector: number) => number,
  onVector: (vector: number, bytes: Uint8Array) => void,
): Promise<void> {
  const order = Array.from(references.keys())
    .filter((vector) => references[vector].count > 0)
    .sort((a, b) => references[a].collection - references[b].collection || references[a].index - references[b].index);
  const reach = (vector: number): number => {
    const { collection, count } = references[vector];
    return collection + Math.max(COLLECTION, 4 * HEADER + count * elementSize(vector));
  };
  let window = source.of(0, new Uint8Array(0));
  const covered = (offset: number, length: number): boolean =>
    offset >= window.start && offset + length <= window.start + window.length;
  const get = async (offset: number, length: number): Promise<Section> =>
    covered(offset, length) ? window.part(offset - window.start, length) : source.section(offset, length);

  let walk: CollectionWalk | undefined;
  for (let k = 0; k < order.length; k++) {
    const { collection, index, count } = references[order[k]];
    if (walk?.address !== collection) {
      if (!covered(collection, reach(order[k]) - collection)) {
        let end = reach(order[k]);
        for (let next = k + 1; next < order.length && references[order[next]].collection <= end + GAP; next++) {
          if (reach(order[next]) - collection > WINDOW) break;
          end = Math.max(end, reach(order[next]));
        }
        const length = Math.min(end, source.file.size) - collection;
        // A single vector may be longer than a window; it is then read by itself.
        window = length > 0 ? await source.section(collection, Math.min(length, WINDOW)) : window;
      }
      walk = await openCollection(collection, get);
    }
    const found = await findObject(walk, index, get);
    const length = count * elementSize(order[k]);
    if (length > found.length) {
      source.refuse('HDF5_CORRUPT', found.offset, `a vector of ${length} bytes`, `${found.length}`);
    }
    onVector(order[k], (await get(found.offset, length)).bytes);
  }
}

type Get = (offset: number, length: number) => Promise<Section>;

/** A collection, as far as it was walked through. */
interface CollectionWalk {
  readonly address: number;
  readonly end: number;
  readonly objects: Map<number, HeapObject>;
  next: number;
}

async function openCollection(address: number, get: Get): Promise<CollectionWalk> {
  const header = await get(address, HEADER);
  if (header.latin1(0, 4) !== 'GCOL' || header.u8(4) !== 1) header.refuse('HDF5_CORRUPT', 0, 'GCOL', 'other bytes');
  return { address, end: address + header.u64(8), objects: new Map(), next: address + HEADER };
}

/** Goes on through a collection until it meets an object. Objects are noted, so that each is met once. */
async function findObject(walk: CollectionWalk, index: number, get: Get): Promise<HeapObject> {
  for (;;) {
    const known = walk.objects.get(index);
    if (known) return known;
    const header = await get(walk.next, HEADER);
    const number = header.u16(0);
    const length = header.u64(8);
    // Number 0 is the free space at the end.
    if (number === 0 || walk.next + HEADER > walk.end) {
      header.refuse('HDF5_CORRUPT', 0, `object ${index} of the collection at ${walk.address}`, 'its end');
    }
    // Numbers do not repeat, so that a collection ends after 65 535 objects.
    if (walk.objects.has(number)) header.refuse('HDF5_CORRUPT', 0, 'a new object', `object ${number} again`);
    if (walk.next + HEADER + length > walk.end) {
      header.refuse('HDF5_CORRUPT', 8, `an object that ends before byte ${walk.end}`, `${length} bytes`);
    }
    walk.objects.set(number, { offset: walk.next + HEADER, length });
    walk.next += HEADER + Math.ceil(length / 8) * 8;
  }
}
