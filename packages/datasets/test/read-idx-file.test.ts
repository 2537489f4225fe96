import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFileError } from '../src/index.ts';
import { idxImages, readIdxFile } from '../src/node/index.ts';
import { WordStream } from '../src/word-stream.ts';
import { idxBytes } from './idx-bytes.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'growcone-idx-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const faultOf = async (reading: Promise<unknown>): Promise<DataFileError> => {
  const error: unknown = await reading.then(
    () => new Error('nothing was thrown'),
    (reason: unknown) => reason,
  );
  if (error instanceof DataFileError) return error;
  throw error;
};

describe('readIdxFile', () => {
  const words = new WordStream(1, 0);
  // Larger than one piece of the decompressor, and not compressible to nothing.
  const values = Uint8Array.from({ length: 60000 }, () => words.word() & 255);
  const content = idxBytes([60000], values);
  const packed = gzipSync(content);
  const sizes = [60000];

  it('reads packed and unpacked files alike', async () => {
    expect(await readIdxFile(write('a.gz', packed), { sizes })).toEqual({ sizes, values });
    const unpacked = await readIdxFile(write('a', content), { sizes });
    expect(unpacked.sizes).toEqual(sizes);
    expect(Uint8Array.from(unpacked.values)).toEqual(values);
  });

  it('reads a file of unknown size', async () => {
    expect((await readIdxFile(write('b.gz', packed), { sizes: [undefined] })).sizes).toEqual(sizes);
  });

  it.each([
    ['a web page', new TextEncoder().encode('<html>'), 'GZIP_HEADER', 0],
    ['an unpacked file named .gz', content, 'GZIP_HEADER', 0],
    ['an empty file', new Uint8Array(0), 'GZIP_HEADER', 0],
    ['half a file', packed.subarray(0, packed.length >> 1), 'GZIP_TRUNCATED', packed.length >> 1],
    ['a file without its last byte', packed.subarray(0, -1), 'GZIP_TRUNCATED', packed.length - 1],
    ['zeros after the end', Buffer.concat([packed, new Uint8Array(20)]), 'GZIP_TRAILING_BYTES', packed.length],
    [
      'more content than announced',
      gzipSync(Buffer.concat([content, new Uint8Array(70000)])),
      'GZIP_TOO_LARGE',
      expect.any(Number) as number,
    ],
    [
      'one more value than announced',
      gzipSync(Buffer.concat([content, new Uint8Array(1)])),
      'IDX_TRAILING_BYTES',
      60008,
    ],
    ['one value too few', gzipSync(content.subarray(0, -1)), 'IDX_TRUNCATED', 60007],
  ] as const)('refuses %s, naming file and byte', async (_, bytes, code, offset) => {
    const path = write('wrong.gz', bytes);
    const error = await faultOf(readIdxFile(path, { sizes }));
    expect(error).toMatchObject({ code, fields: { offset } });
    expect(error.message.startsWith(`${path}: at `)).toBe(true);
  });

  it('refuses other bytes after the end', async () => {
    const error = await faultOf(readIdxFile(write('tail.gz', Buffer.concat([packed, Buffer.from('tail')])), { sizes }));
    expect(error.code).toMatch(/^GZIP_(TRAILING_BYTES|CORRUPT)$/);
  });

  it('stops unpacking a bomb as soon as it exceeds what was expected', async () => {
    const bomb = gzipSync(new Uint8Array(2 ** 26));
    const error = await faultOf(readIdxFile(write('bomb.gz', bomb), { sizes: [100] }));
    expect(error.code).toBe('GZIP_TOO_LARGE');
  });

  it('says where damage shows, to 16 KiB', async () => {
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 40000, 40100);
    const { code, fields } = await faultOf(readIdxFile(write('damaged.gz', damaged), { sizes }));
    expect(code).toBe('GZIP_CORRUPT');
    expect(fields.offset).toBeGreaterThan(40100 - 32768);
  });

  it('never gives anything but the content: any truncation is an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.length - 1), async (length) => {
        const error = await faultOf(readIdxFile(write('cut.gz', packed.subarray(0, length)), { sizes }));
        expect(error.fields.offset).toBeLessThanOrEqual(length);
      }),
    );
  });

  it('never gives anything but the content: any changed byte is an error or changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(packed);
        damaged[at] ^= change;
        const result = await readIdxFile(write('changed.gz', damaged), { sizes }).catch((error: unknown) => error);
        if (result instanceof DataFileError) return;
        // A time stamp or padding may differ without harm.
        expect(result).toEqual({ sizes, values });
      }),
    );
  });

  it('refuses content of another checksum, unpacked content too', async () => {
    const contentMd5 = createHash('md5').update(content).digest('hex');
    const other = content.slice();
    other[5000] ^= 1;
    expect((await readIdxFile(write('right', content), { sizes, contentMd5 })).sizes).toEqual(sizes);
    for (const path of [write('other', other), write('other.gz', gzipSync(other))]) {
      const error = await faultOf(readIdxFile(path, { sizes, contentMd5 }));
      expect(error.code).toBe('CHECKSUM');
      expect(error.fields.expected).toContain(contentMd5);
    }
  });
});

describe('idxImages', () => {
  const options = { name: 'tiny', classNames: ['a', 'b', 'c'] };
  const images = idxBytes([3, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

  it('reads images with their labels', async () => {
    const labels = write('labels', idxBytes([3], [2, 0, 1]));
    expect(await idxImages({ ...options, images: write('images.gz', gzipSync(images)), labels })).toMatchObject({
      name: 'tiny',
      classes: 3,
      channels: 4,
      size: 3,
      width: 2,
      height: 2,
      intensities: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    });
  });

  it('refuses a label that is no class, naming its byte', async () => {
    const labels = write('stray', idxBytes([3], [2, 3, 1]));
    const error = await faultOf(idxImages({ ...options, images: write('images', images), labels }));
    expect(error.code).toBe('LABEL_RANGE');
    expect(error.fields).toMatchObject({ file: labels, offset: 9, got: '3 for example 1' });
  });

  it('refuses labels of another number of images', async () => {
    const labels = write('few', idxBytes([2], [0, 1]));
    const error = await faultOf(idxImages({ ...options, images: write('images', images), labels }));
    expect(error.code).toBe('IDX_SIZE');
    expect(error.fields).toMatchObject({ file: labels, expected: '3 as length of dimension 0' });
  });
});
