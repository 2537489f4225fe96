import type { Section } from '../section.ts';
import { type Filter, readFilters } from './filters.ts';
import { type Hdf5Source, rewrite } from './hdf5-source.ts';
import { type ElementType, readType } from './element-type.ts';
import { readMessages } from './object-header.ts';

/** Where the elements of an array lie. */
export type Layout =
  | { readonly kind: 'compact'; readonly bytes: Section }
  | { readonly kind: 'contiguous'; readonly address: number; readonly length: number }
  | { readonly kind: 'chunked'; readonly tree: number; readonly chunk: number };

/** An array of one dimension. */
export interface ArrayHeader {
  /** Number of elements. */
  readonly size: number;
  /** What they are. */
  readonly type: ElementType;
  /** Where they lie. */
  readonly layout: Layout;
  /** What was done to each chunk, in this order. */
  readonly filters: readonly Filter[];
}

/** Address of what was never written. */
export const UNDEFINED_ADDRESS: number = 2 ** 64;

// SSC has 75 466 examples.
const MOST_ELEMENTS = 2 ** 22;
// PyTables makes chunks of half a MiB.
const LARGEST_CHUNK = 2 ** 26;

/**
 * Reads the header of an array of one dimension; of another object it makes an error.
 *
 * @internal
 */
export async function readArrayHeader(source: Hdf5Source, path: string, address: number): Promise<ArrayHeader> {
  const messages = await readMessages(source, address);
  const body = (type: number, what: string): Section => {
    const found = messages.find((message) => message.type === type);
    return found ? found.body : source.refuse('HDF5_TYPE', address, `${path} to be an array`, `one without ${what}`);
  };
  const type = readType(body(3, 'a type'));
  const size = readSize(path, body(1, 'a size'));
  const layout = readLayout(body(8, 'a layout'), type, size);
  const filters = messages.find((message) => message.type === 0x0b);
  return { size, type, layout, filters: filters ? readFilters(filters.body) : [] };
}

function readSize(path: string, space: Section): number {
  const version = space.u8(0);
  if (version !== 1 && version !== 2) space.refuse('HDF5_CORRUPT', 0, 'a size of version 1 or 2', `${version}`);
  const rank = space.u8(1);
  if (rank !== 1) space.refuse('HDF5_TYPE', 1, `${path} to have one dimension`, `${rank}`, rewrite);
  const at = version === 1 ? 8 : 4;
  const size = space.u64(at);
  if (size > MOST_ELEMENTS) space.refuse('HDF5_TOO_LARGE', at, `at most ${MOST_ELEMENTS} examples`, `${size}`, rewrite);
  return size;
}

function readLayout(body: Section, type: ElementType, size: number): Layout {
  const version = body.u8(0);
  const kind = body.u8(1);
  if (version !== 3 && !(version === 4 && kind < 2)) {
    body.refuse('HDF5_UNSUPPORTED', 0, 'layout version 3', `version ${version}, class ${kind}`, rewrite);
  }
  switch (kind) {
    case 0: {
      const bytes = body.part(4, body.u16(2));
      bytes.need(0, size * type.size);
      return { kind: 'compact', bytes };
    }
    case 1: {
      const [address, length] = [body.u64(2), body.u64(10)];
      if (address !== UNDEFINED_ADDRESS && length < size * type.size) {
        body.refuse('HDF5_CORRUPT', 10, `${size * type.size} bytes`, `${length}`);
      }
      return { kind: 'contiguous', address, length };
    }
    case 2: {
      // The size of an element counts as one more dimension.
      if (body.u8(2) !== 2) body.refuse('HDF5_CORRUPT', 2, 'chunks of one dimension', `${body.u8(2) - 1}`);
      const chunk = body.u32(11);
      if (body.u32(15) !== type.size)
        body.refuse('HDF5_CORRUPT', 15, `elements of ${type.size} bytes`, `${body.u32(15)}`);
      if (chunk < 1 || chunk * type.size > LARGEST_CHUNK) {
        body.refuse('HDF5_TOO_LARGE', 11, `chunks of 1 … ${LARGEST_CHUNK} bytes`, `${chunk * type.size}`, rewrite);
      }
      return { kind: 'chunked', tree: body.u64(3), chunk };
    }
    default:
      return body.refuse('HDF5_UNSUPPORTED', 1, 'a compact, contiguous or chunked layout', `class ${kind}`, rewrite);
  }
}
