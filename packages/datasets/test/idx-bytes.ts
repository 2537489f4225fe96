import { DataFileError } from '../src/index.ts';

/** An IDX file of unsigned bytes. */
export function idxBytes(sizes: readonly number[], values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length + values.length);
  const view = new DataView(bytes.buffer);
  bytes[2] = 0x08;
  bytes[3] = sizes.length;
  sizes.forEach((size, d) => view.setUint32(4 + 4 * d, size));
  bytes.set(values, 4 + 4 * sizes.length);
  return bytes;
}

/** The error that a call throws, which must be one about a data file. */
export function faultOf(call: () => unknown): DataFileError {
  try {
    call();
  } catch (error) {
    if (error instanceof DataFileError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
