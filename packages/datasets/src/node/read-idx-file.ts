import { readFile } from 'node:fs/promises';
import { md5Of } from './checked-file.ts';
import { DataFileError } from '../data-file-error.ts';
import { gunzip } from './gunzip.ts';
import { type IdxArray, parseIdx } from '../idx.ts';

/** What an IDX file on disk must be. */
export interface IdxFileExpectation {
  /** Length of each dimension; `undefined` where any will do. */
  readonly sizes: readonly (number | undefined)[];
  /** MD5 of the decompressed content, in hexadecimal; anything goes if left out. */
  readonly contentMd5?: string;
}

// An array whose size is not known beforehand may have a gibibyte: sixteen times MNIST.
const LARGEST = 2 ** 30;

/**
 * Reads an IDX file of unsigned bytes from disk, packed if its name ends in `.gz`. Throws `DataFileError` naming the
 * file and the byte if it is truncated, corrupted or another file.
 *
 * @param path - where the file is
 * @param expected - dimensions and checksum that it must have
 */
export async function readIdxFile(path: string, expected: IdxFileExpectation): Promise<IdxArray> {
  const { sizes, contentMd5 } = expected;
  const buffer = await readFile(path);
  // A Buffer slices otherwise than the Uint8Array that it is declared to be.
  const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
  const packed = path.endsWith('.gz');
  const known = sizes.every((size) => size !== undefined);
  // Room for one byte too many, so that a longer content is told apart by its header.
  const limit = known ? sizes.reduce((product, size) => product * size, 1) + 4 * sizes.length + 4 + 1 : LARGEST;
  const content = packed ? await gunzip(path, bytes, limit) : bytes;
  const array = parseIdx(path, content, { sizes, within: packed ? 'content' : 'file' });
  const md5 = contentMd5 && md5Of(content);
  if (md5 !== contentMd5) {
    throw new DataFileError('CHECKSUM', {
      file: path,
      offset: 0,
      within: packed ? 'content' : 'file',
      expected: `content with MD5 ${contentMd5}`,
      got: `MD5 ${md5}`,
      advice: 'This is a damaged file or another data set: get the published one, or read it with idxImages().',
    });
  }
  return array;
}
