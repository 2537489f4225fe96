import { openArrayData } from './array-data.ts';
import type { ArrayHeader } from './array-header.ts';
import type { HeapReference } from './global-heap.ts';
import type { Hdf5Source } from './hdf5-source.ts';
import type { NumberType } from '../number-type.ts';

/** Vectors of any length, each of which can be read without the others. */
export interface Vectors {
  /** Number of vectors. */
  readonly size: number;
  /** What they are made of. */
  readonly type: NumberType;
  /**
   * Reads where vectors lie.
   *
   * @param from - first vector
   * @param to - the vector after the last
   */
  references(from: number, to: number): Promise<HeapReference[]>;
}

// A thousand times the longest of SHD.
const LONGEST = 2 ** 24;
const REFERENCE = 16;

/**
 * Opens an array of vectors.
 *
 * @internal
 */
export async function openVectors(source: Hdf5Source, header: ArrayHeader, type: NumberType): Promise<Vectors> {
  const data = await openArrayData(source, header);
  return {
    size: header.size,
    type,
    async references(from, to) {
      const section = await data.read(from, to);
      return Array.from({ length: to - from }, (_, e) => {
        const count = section.u32(e * REFERENCE);
        if (count > LONGEST) {
          section.refuse('HDF5_TOO_LARGE', e * REFERENCE, `a vector of at most ${LONGEST} values`, `${count}`);
        }
        return {
          count,
          collection: section.u64(e * REFERENCE + 4),
          index: section.u32(e * REFERENCE + 12),
        };
      });
    },
  };
}
