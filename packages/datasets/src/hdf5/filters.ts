import { inflate } from '../archives/inflate.ts';
import type { Section } from '../section.ts';
import { rewrite } from './hdf5-source.ts';

/** What was done to the bytes of a chunk before they were written. */
export interface Filter {
  /** Which: 1 compresses, 2 puts first bytes of all elements first, then the second ones and so on. */
  readonly id: number;
  /** Bytes per element, where it matters. */
  readonly elementSize: number;
}

const DEFLATE = 1;
const SHUFFLE = 2;
const MOST_FILTERS = 32;

/**
 * Reads the list of filters of an array.
 *
 * @internal
 */
export function readFilters(body: Section): Filter[] {
  const version = body.u8(0);
  if (version !== 1 && version !== 2) body.refuse('HDF5_CORRUPT', 0, 'filters of version 1 or 2', `${version}`);
  const count = body.u8(1);
  if (count > MOST_FILTERS) body.refuse('HDF5_CORRUPT', 1, `at most ${MOST_FILTERS} filters`, `${count}`);
  let at = version === 1 ? 8 : 2;
  return Array.from({ length: count }, () => {
    const id = body.u16(at);
    if (id !== DEFLATE && id !== SHUFFLE) {
      body.refuse('HDF5_UNSUPPORTED', at, 'filters deflate and shuffle', `filter ${id}`, rewrite);
    }
    // Version 2 leaves the length of the name out for filters known to all, and pads nothing.
    const nameLength = version === 1 ? body.u16(at + 2) : 0;
    const values = body.u16(at + (version === 1 ? 6 : 4));
    at += (version === 1 ? 8 : 6) + Math.ceil(nameLength / 8) * 8;
    const elementSize = id === SHUFFLE && values > 0 ? body.u32(at) : 1;
    if (elementSize < 1) body.refuse('HDF5_CORRUPT', at, 'elements of at least one byte', `${elementSize}`);
    at += 4 * values + (version === 1 && values % 2 === 1 ? 4 : 0);
    return { id, elementSize };
  });
}

/**
 * Undoes the filters of a chunk, the last first. What comes out must be as large as the chunk is.
 *
 * @param stored - bytes as they stand in the file
 * @param filters - what was done to them
 * @param skipped - bit j says that filter j was left out
 * @param size - bytes that the chunk has
 * @internal
 */
export async function undoFilters(
  stored: Section,
  filters: readonly Filter[],
  { skipped, size }: { readonly skipped: number; readonly size: number },
): Promise<Uint8Array> {
  let bytes = stored.bytes;
  for (let f = filters.length - 1; f >= 0; f--) {
    if ((skipped >> f) & 1) continue;
    if (filters[f].id === SHUFFLE) bytes = unshuffle(bytes, filters[f].elementSize);
    else bytes = await inflated(stored, bytes, size);
  }
  if (bytes.length !== size) stored.refuse('HDF5_CORRUPT', 0, `a chunk of ${size} bytes`, `${bytes.length}`);
  return bytes;
}

async function inflated(stored: Section, bytes: Uint8Array, size: number): Promise<Uint8Array> {
  const result = await inflate('deflate', bytes, size);
  if (result.failure === undefined) return result.bytes;
  return stored.refuse('HDF5_CORRUPT', 0, `compressed data of ${size} bytes`, result.failure);
}

function unshuffle(bytes: Uint8Array, elementSize: number): Uint8Array {
  const count = Math.floor(bytes.length / elementSize);
  const whole = new Uint8Array(bytes.length);
  for (let byte = 0; byte < elementSize; byte++) {
    for (let e = 0; e < count; e++) whole[e * elementSize + byte] = bytes[byte * count + e];
  }
  // What is left over was not moved.
  whole.set(bytes.subarray(count * elementSize), count * elementSize);
  return whole;
}
