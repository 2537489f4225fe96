import { createGunzip } from 'node:zlib';
import { DataFileError, type DataFileProblem } from '../data-file-error.ts';

// Small enough to say where a stream breaks, large enough to cost nothing.
const CHUNK = 16384;

/**
 * Decompresses a whole gzip file and accepts nothing but a whole gzip file: no missing and no extra bytes, and no more
 * content than expected.
 *
 * @param file - its path, for errors
 * @param compressed - its bytes
 * @param limit - most bytes that the content may have
 * @internal
 */
export async function gunzip(file: string, compressed: Uint8Array, limit: number): Promise<Uint8Array> {
  const refuse = (code: DataFileProblem, offset: number, expected: string, got: string): DataFileError => {
    const advice = 'The file is incomplete or damaged: delete it and get it again.';
    return new DataFileError(code, { file, offset, within: 'file', expected, got, advice });
  };
  if (compressed[0] !== 0x1f || compressed[1] !== 0x8b) {
    throw refuse('GZIP_HEADER', 0, 'the bytes 0x1f 0x8b that begin a gzip file', 'others');
  }
  const stream = createGunzip();
  const pieces: Uint8Array[] = [];
  let size = 0;
  const failure = await new Promise<DataFileError | undefined>((resolve) => {
    stream.on('data', (piece: Uint8Array) => {
      size += piece.length;
      if (size > limit) {
        stream.destroy();
        resolve(refuse('GZIP_TOO_LARGE', stream.bytesWritten, `at most ${limit} bytes of content`, 'more'));
      } else pieces.push(piece);
    });
    stream.on('end', () => resolve(undefined));
    stream.on('error', (error: NodeJS.ErrnoException) => {
      const damage = `damage there or later (${error.message})`;
      resolve(
        error.code === 'Z_BUF_ERROR'
          ? refuse('GZIP_TRUNCATED', compressed.length, 'more compressed data', 'the end of the file')
          : refuse('GZIP_CORRUPT', stream.bytesWritten, 'sound data', damage),
      );
    });
    feed(0);
    function feed(start: number): void {
      if (start >= compressed.length) stream.end();
      else stream.write(compressed.subarray(start, start + CHUNK), (error) => error ?? feed(start + CHUNK));
    }
  });
  if (failure) throw failure;
  if (stream.bytesWritten < compressed.length) {
    const extra = `${compressed.length - stream.bytesWritten} more byte(s)`;
    throw refuse('GZIP_TRAILING_BYTES', stream.bytesWritten, 'the end of the file', extra);
  }
  const content = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    content.set(piece, at);
    at += piece.length;
  }
  return content;
}
