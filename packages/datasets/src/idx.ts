import { DataFileError, type DataFileProblem } from './data-file-error.ts';

/** An array of bytes with its shape, as an IDX file holds it. */
export interface IdxArray {
  /** Length of each dimension, slowest first. */
  readonly sizes: readonly number[];
  /** The values, row after row. */
  readonly values: Uint8Array;
}

/** What the reader of an IDX file expects of it. */
export interface IdxExpectation {
  /** Length of each dimension; `undefined` where any will do. */
  readonly sizes: readonly (number | undefined)[];
  /** Whether the bytes were decompressed, for offsets in error messages. */
  readonly within?: 'file' | 'content';
}

const types: ReadonlyMap<number, string> = new Map([
  [0x08, 'uint8'],
  [0x09, 'int8'],
  [0x0b, 'int16'],
  [0x0c, 'int32'],
  [0x0d, 'float32'],
  [0x0e, 'float64'],
]);

/**
 * Reads an IDX file of unsigned bytes, the format of MNIST: two zero bytes, the type, the number of dimensions, their
 * lengths as big-endian 32-bit numbers, then the data, which must fill the rest of the file to the byte.
 *
 * The values are a view of the bytes, not a copy. Throws `DataFileError` naming the file and the byte if anything is
 * not as it should be.
 *
 * @param file - name of the file, for errors
 * @param bytes - its content, decompressed
 * @param expected - dimensions that the file must have
 */
export function parseIdx(file: string, bytes: Uint8Array, expected: IdxExpectation): IdxArray {
  const { sizes: wanted, within = 'content' } = expected;
  const header = 4 + 4 * wanted.length;
  const refuse = (code: DataFileProblem, offset: number, want: string, got: string, advice: string): never => {
    throw new DataFileError(code, { file, offset, within, expected: want, got, advice });
  };
  const download = 'The file is incomplete: get it again.';
  const wrong = 'This is not the file that belongs here: get the right one, or point to another folder.';

  const magic = hex(bytes.subarray(0, 4));
  if (bytes.length < 4)
    refuse('IDX_TRUNCATED', bytes.length, '4 bytes that name the format', `${magic} and the end`, download);
  if (bytes[0] !== 0 || bytes[1] !== 0) refuse('IDX_MAGIC', 0, 'two zero bytes that begin an IDX file', magic, wrong);
  const type = types.get(bytes[2]);
  if (type !== 'uint8')
    refuse('IDX_TYPE', 2, 'type 0x08 (uint8)', type ?? `unknown type ${hex(bytes.subarray(2, 3))}`, wrong);
  if (bytes[3] !== wanted.length) {
    refuse('IDX_DIMENSIONS', 3, `${wanted.length} dimension(s)`, `${bytes[3]}`, `${wrong} (Images have 3, labels 1.)`);
  }
  if (bytes.length < header)
    refuse('IDX_TRUNCATED', bytes.length, `a header of ${header} bytes`, `${bytes.length}`, download);

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizes = wanted.map((_, d) => view.getUint32(4 + 4 * d));
  sizes.forEach((size, d) => {
    const want = wanted[d] ?? size;
    if (size !== want) refuse('IDX_SIZE', 4 + 4 * d, `${want} as length of dimension ${d}`, `${size}`, wrong);
  });
  const end = header + sizes.reduce((product, size) => product * size, 1);
  if (bytes.length < end) {
    refuse('IDX_TRUNCATED', bytes.length, `${end} bytes for ${sizes.join(' × ')} values`, `${bytes.length}`, download);
  }
  if (bytes.length > end) {
    const more = `${bytes.length - end} more byte(s)`;
    refuse('IDX_TRAILING_BYTES', end, `the end after ${sizes.join(' × ')} values`, more, wrong);
  }
  return { sizes, values: bytes.subarray(header) };
}

function hex(bytes: Uint8Array): string {
  return bytes.length === 0 ? 'nothing' : `0x${Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')}`;
}
