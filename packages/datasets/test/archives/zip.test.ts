import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArchiveLimits, DataFileError, memoryFile, openZip, type ZipArchive } from '../../src/index.ts';
import { concat, textBytes } from '../formats/file-bytes.ts';
import { zipBytes } from './archive-bytes.ts';

const open = (bytes: Uint8Array, limits?: ArchiveLimits): Promise<ZipArchive> =>
  openZip(memoryFile('some.zip', bytes), limits);
const content = Uint8Array.from({ length: 5000 }, (_, i) => (i * i) >> 5);
const files = [
  { name: 'Train/', content: new Uint8Array(0), stored: true },
  { name: 'Train/5/00001.bin', content },
  { name: './Train//5/00002.bin', content: textBytes('five'), stored: true },
  { name: 'empty', content: new Uint8Array(0) },
];
async function streamed(archive: ZipArchive, entry: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.stream(archive.entries[entry])) pieces.push(piece);
  return concat(...pieces);
}

describe('openZip', () => {
  it.each([
    ['a plain archive', zipBytes(files)],
    ['one with a comment that looks like an end', zipBytes(files, { comment: 'PK\x05\x06 and more, up to 22 bytes' })],
    [
      'one of 64 bits',
      zipBytes(
        files.map((file) => ({ ...file, wide: true })),
        { wide: true },
      ),
    ],
  ])('reads any file of %s, at once or in pieces', async (_, bytes) => {
    const zip = await open(bytes);
    expect(zip.entries.map(({ path }) => path)).toEqual(['Train/5/00001.bin', 'Train/5/00002.bin', 'empty']);
    for (const [e, expected] of [content, textBytes('five'), new Uint8Array(0)].entries()) {
      expect(await zip.read(zip.entries[e])).toEqual(expected);
      expect(await streamed(zip, e)).toEqual(expected);
    }
  });

  it.each([
    '../evil',
    'a/../../evil',
    '/etc/passwd',
    'C:evil',
    'c:\\evil',
    '..\\evil',
    'a\\..\\b',
    'nul\0byte',
    'line\nfeed',
    'dots...',
    'a/.. /b',
    'x'.repeat(2000),
  ])('refuses the name %j', async (name) => {
    const opening = open(zipBytes([...files, { name, content }]));
    await expect(opening).rejects.toThrow(DataFileError);
    await expect(opening).rejects.toMatchObject({ code: 'ARCHIVE_PATH' });
  });

  it.each([
    ['a link', { mode: 0o120777 }, 'ARCHIVE_KIND'],
    ['a device', { mode: 0o060666 }, 'ARCHIVE_KIND'],
    ['a password', { flags: 1 }, 'ZIP_UNSUPPORTED'],
    ['another method', { method: 14 }, 'ZIP_UNSUPPORTED'],
    ['a stored file of another size', { stored: true, size: 4999 }, 'ZIP_ENTRY'],
    ['a name twice', { name: 'TRAIN/5/00001.bin' }, 'ARCHIVE_PATH'],
  ])('refuses %s', async (_, wrong, code) => {
    await expect(open(zipBytes([...files, { name: 'a', content, ...wrong }]))).rejects.toMatchObject({ code });
  });

  it('reads a file whose mode of Unix says that it is one', async () => {
    const zip = await open(
      zipBytes([
        { name: 'a', content, mode: 0o100644 },
        { name: 'b', content, mode: 0o040755 },
      ]),
    );
    expect(zip.entries.map(({ path }) => path)).toEqual(['a']);
  });

  it.each([
    ['less than it holds', { size: 4999 }],
    ['more than it holds', { size: 5001 }],
    ['another checksum', { checksum: 1 }],
  ])('refuses a file that announces %s', async (_, wrong) => {
    const zip = await open(zipBytes([{ name: 'a', content, ...wrong }]));
    await expect(zip.read(zip.entries[0])).rejects.toMatchObject({ code: 'ZIP_ENTRY' });
    await expect(streamed(zip, 0)).rejects.toMatchObject({ code: 'ZIP_ENTRY' });
  });

  it('refuses what unpacks to more than it announces before it has unpacked it', async () => {
    // A kibibyte announced, 64 MiB packed.
    const zip = await open(zipBytes([{ name: 'bomb', content: new Uint8Array(2 ** 26), size: 1024 }]));
    await expect(zip.read(zip.entries[0])).rejects.toThrow('more than 1024 bytes');
    let taken = 0;
    const taking = (async () => {
      for await (const piece of zip.stream(zip.entries[0])) taken += piece.length;
    })();
    await expect(taking).rejects.toMatchObject({ code: 'ZIP_ENTRY' });
    expect(taken).toBeLessThanOrEqual(1024);
  });

  it.each([
    [{ entries: 3 }, 'at most 3 files'],
    [{ entrySize: 4999 }, 'at most 4999 bytes in a file'],
    [{ totalSize: 5003 }, '5003 in all'],
  ])('refuses more than %j', async (limits, message) => {
    await expect(open(zipBytes(files), limits)).rejects.toThrow(message);
  });

  it('refuses files that lie within one another', async () => {
    const bytes = zipBytes([
      { name: 'a', content },
      { name: 'b', content },
    ]);
    // The directory's second entry, pointed to the first file.
    const second = bytes.length - 22 - 47 + 42;
    bytes.set([0, 0, 0, 0], second);
    await expect(open(bytes)).rejects.toMatchObject({ code: 'ZIP_DIRECTORY' });
  });

  it('refuses an archive that was cut anywhere', async () => {
    const bytes = zipBytes(files);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        await expect(open(bytes.slice(0, length))).rejects.toThrow(DataFileError);
      }),
    );
  });
});
