import { InflateError, inflateStream } from '../archives/inflate.ts';
import { DataFileError, type DataFileProblem } from '../data-file-error.ts';
import { DataFileMissingError } from '../data-file-missing-error.ts';
import { type FileStore, piecesOf } from './file-store.ts';

/** What is unpacked, and how large it may become. */
export interface UnpackOptions {
  /** Path of the gzip file. */
  readonly from: string;
  /** Path of its content; a file that is there is replaced. */
  readonly to: string;
  /** Most bytes that the content may have. */
  readonly limit: number;
}

/**
 * Unpacks a gzip file of a store into another, in pieces: the whole is never in memory. The content gets its name only
 * when it is whole.
 *
 * @param store - where both are
 * @param options - which file, and how large its content may become
 */
export async function unpackStored(store: FileStore, { from, to, limit }: UnpackOptions): Promise<void> {
  const packed = await store.get(from);
  const file = `${store.name}/${from}`;
  if (!packed) throw new DataFileMissingError(from, [file], 'Get it with fetchInto() first.');
  await store.put(to, contentOf(file, packed, limit));
}

async function* contentOf(file: string, packed: Blob, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  const refuse = (code: DataFileProblem, expected: string, got: string): DataFileError => {
    const advice = 'The file is incomplete or damaged: delete it and get it again.';
    return new DataFileError(code, { file, offset: size, within: 'content', expected, got, advice });
  };
  try {
    for await (const piece of inflateStream('gzip', piecesOf(packed))) {
      size += piece.length;
      if (size > limit) throw refuse('GZIP_TOO_LARGE', `at most ${limit} bytes of content`, 'more');
      yield piece;
    }
  } catch (error) {
    throw error instanceof InflateError ? refuse('GZIP_CORRUPT', 'sound data', error.message) : error;
  }
}
