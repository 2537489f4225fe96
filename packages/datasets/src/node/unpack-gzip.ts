import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DataFileError, type DataFileProblem } from '../data-file-error.ts';
import { makeWhole } from './own-part.ts';

// A piece of the default size costs a call each for 16 KiB.
const CHUNK = 2 ** 18;

/** What the content of a gzip file must be. */
export interface GzipContent {
  /** Most bytes that it may have. */
  readonly limit: number;
  /** Its MD5, in hexadecimal; anything goes if left out. */
  readonly md5?: string;
}

/**
 * Unpacks a gzip file into another, in pieces: the whole is never in memory. The target gets its name only when the
 * content is whole and has its checksum.
 *
 * @param path - the gzip file
 * @param target - where its content goes; a file of that name is replaced
 * @param content - what the content must be
 */
export async function unpackGzip(path: string, target: string, { limit, md5 }: GzipContent): Promise<void> {
  const refuse = (code: DataFileProblem, offset: number, expected: string, got: string): DataFileError => {
    const advice = 'The file is incomplete or damaged: delete it and get it again.';
    return new DataFileError(code, { file: path, offset, within: 'content', expected, got, advice });
  };
  await mkdir(dirname(target), { recursive: true });
  await makeWhole(target, async (part) => {
    const hash = createHash('md5');
    const output = await open(part, 'wx');
    let size = 0;
    let tooLarge: DataFileError | undefined;
    try {
      await pipeline(createReadStream(path), createGunzip({ chunkSize: CHUNK }), async (content) => {
        for await (const piece of content as AsyncIterable<Uint8Array>) {
          size += piece.length;
          if (size > limit)
            throw (tooLarge = refuse('GZIP_TOO_LARGE', size, `at most ${limit} bytes of content`, 'more'));
          hash.update(piece);
          await output.writeFile(piece);
        }
      });
      await output.sync();
    } catch (error) {
      // Node.js 20 says that the pipeline was aborted, not why.
      if (tooLarge) throw tooLarge;
      const { code, message } = error as NodeJS.ErrnoException;
      throw code?.startsWith('Z_') ? refuse('GZIP_CORRUPT', size, 'sound data', `damage (${message})`) : error;
    } finally {
      await output.close();
    }
    const got = hash.digest('hex');
    if (md5 !== undefined && got !== md5) throw refuse('CHECKSUM', 0, `content with MD5 ${md5}`, `MD5 ${got}`);
  });
}
