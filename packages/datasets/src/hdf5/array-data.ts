import type { Section } from '../section.ts';
import { type ArrayHeader, type Layout, UNDEFINED_ADDRESS } from './array-header.ts';
import { type Chunk, readChunkIndex } from './chunk-index.ts';
import { undoFilters } from './filters.ts';
import type { Hdf5Source } from './hdf5-source.ts';

/** The elements of an array, a range at a time. */
export interface ArrayData {
  /**
   * Reads elements as bytes.
   *
   * @param from - first element
   * @param to - the element after the last
   */
  read(from: number, to: number): Promise<Section>;
}

/**
 * Makes the elements of an array readable.
 *
 * @internal
 */
export async function openArrayData(source: Hdf5Source, header: ArrayHeader): Promise<ArrayData> {
  const { layout, type } = header;
  switch (layout.kind) {
    case 'compact':
      return { read: (from, to) => Promise.resolve(layout.bytes.part(from * type.size, (to - from) * type.size)) };
    case 'contiguous':
      return { read: (from, to) => readContiguous(source, layout.address, from * type.size, (to - from) * type.size) };
    case 'chunked':
      return chunkedData(source, { ...header, layout });
    default:
      return layout satisfies never;
  }
}

function readContiguous(source: Hdf5Source, address: number, at: number, length: number): Promise<Section> {
  // What was never written is zero.
  if (address === UNDEFINED_ADDRESS) return Promise.resolve(source.of(0, new Uint8Array(length)));
  return source.section(address + at, length);
}

async function chunkedData(
  source: Hdf5Source,
  header: ArrayHeader & { readonly layout: Layout & { readonly kind: 'chunked' } },
): Promise<ArrayData> {
  const { type, filters, layout } = header;
  const chunks = await readChunkIndex(source, header);
  const size = layout.chunk * type.size;
  // Examples in a row come from the same chunk, and each would unpack it again.
  let last: { readonly number: number; readonly bytes: Uint8Array } | undefined;

  const unpacked = async (number: number, chunk: Chunk): Promise<Uint8Array> => {
    if (last?.number === number) return last.bytes;
    const stored = await source.section(chunk.address, chunk.length);
    const bytes = await undoFilters(stored, filters, { skipped: chunk.skipped, size });
    last = { number, bytes };
    return bytes;
  };

  const copyPart = async (number: number, from: number, into: Uint8Array): Promise<void> => {
    const chunk = chunks.get(number);
    // What was never written is zero.
    if (!chunk) return;
    if (filters.length > 0) {
      into.set((await unpacked(number, chunk)).subarray(from, from + into.length));
      return;
    }
    if (chunk.length !== size) {
      source.refuse('HDF5_CORRUPT', chunk.address, `a chunk of ${size} bytes`, `${chunk.length}`);
    }
    into.set((await source.section(chunk.address + from, into.length)).bytes);
  };

  return {
    async read(from, to) {
      const bytes = new Uint8Array((to - from) * type.size);
      for (let element = from; element < to;) {
        const number = Math.floor(element / layout.chunk);
        const end = Math.min(to, (number + 1) * layout.chunk);
        const within = (element - number * layout.chunk) * type.size;
        await copyPart(number, within, bytes.subarray((element - from) * type.size, (end - from) * type.size));
        element = end;
      }
      const first = chunks.get(Math.floor(from / layout.chunk))?.address ?? 0;
      return source.of(first, bytes);
    },
  };
}
