import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ArchiveLimits, readTar } from '../../src/index.ts';
import { concat, textBytes } from '../formats/file-bytes.ts';
import { inPieces, paxNote, tarBytes, tarEntry, type TarFile } from './archive-bytes.ts';

const content = Uint8Array.from({ length: 1300 }, (_, i) => i >> 2);

async function filesOf(bytes: Uint8Array, limits: ArchiveLimits = {}, gzip = false): Promise<[string, Uint8Array][]> {
  const files: [string, Uint8Array][] = [];
  for await (const { path, size, pieces } of readTar(inPieces(bytes), { file: 'some.tar', gzip, limits })) {
    const parts: Uint8Array[] = [];
    for await (const piece of pieces) parts.push(piece);
    files.push([path, concat(...parts)]);
    expect(files.at(-1)?.[1]).toHaveLength(size);
  }
  return files;
}
const gzipped = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes));

describe('readTar', () => {
  const files = [
    { name: 'DvsGesture/', flag: '5' },
    { name: 'DvsGesture/user01_led.aedat', content },
    { name: './trials.txt', content: textBytes('user01') },
    { name: 'empty', prefix: 'deep/er' },
  ];
  const expected = [
    ['DvsGesture/user01_led.aedat', content],
    ['trials.txt', textBytes('user01')],
    ['deep/er/empty', new Uint8Array(0)],
  ];

  it('reads files, packed or not', async () => {
    expect(await filesOf(tarBytes(...files))).toEqual(expected);
    expect(await filesOf(gzipped(tarBytes(...files)), {}, true)).toEqual(expected);
  });

  it('goes on to the next file if the content of one is left alone', async () => {
    const names: string[] = [];
    for await (const { path } of readTar(inPieces(tarBytes(...files)), { file: 'some.tar', gzip: false }))
      names.push(path);
    expect(names).toEqual(expected.map(([name]) => name));
  });

  it('takes long names and sizes from the notes of pax and GNU', async () => {
    const long = `${'folder/'.repeat(40)}füle`;
    const pax = concat(paxNote('mtime', '1.5'), paxNote('path', long), paxNote('size', '1300'));
    expect(
      await filesOf(
        tarBytes(
          { name: 'PaxHeader', flag: 'x', content: pax },
          { name: 'short', content },
          { name: '././@LongLink', flag: 'L', content: textBytes(`${long}\0`) },
          { name: 'short', content },
          { name: 'pax_global_header', flag: 'g', content: paxNote('comment', 'abc') },
          { name: 'short', content },
        ),
      ),
    ).toEqual([
      [long, content],
      [long, content],
      ['short', content],
    ]);
  });

  it.each<[string, TarFile[], string]>([
    ['a name that leads out', [{ name: '../evil', content }], 'ARCHIVE_PATH'],
    ['a name from the root', [{ name: '/etc/passwd', content }], 'ARCHIVE_PATH'],
    ['a prefix that leads out', [{ name: 'evil', prefix: 'a/../..' }], 'ARCHIVE_PATH'],
    ['a folder that leads out', [{ name: '../evil/', flag: '5' }], 'ARCHIVE_PATH'],
    [
      'a long name that leads out',
      [{ name: 'x', flag: 'L', content: textBytes('../x') }, { name: 'a' }],
      'ARCHIVE_PATH',
    ],
    [
      'a note that leads out',
      [{ name: 'x', flag: 'x', content: paxNote('path', '../x') }, { name: 'a' }],
      'ARCHIVE_PATH',
    ],
    ['a symbolic link', [{ name: 'link', flag: '2' }], 'ARCHIVE_KIND'],
    ['a hard link', [{ name: 'link', flag: '1' }], 'ARCHIVE_KIND'],
    ['a device', [{ name: 'device', flag: '3' }], 'ARCHIVE_KIND'],
    ['a pipe', [{ name: 'pipe', flag: '6' }], 'ARCHIVE_KIND'],
    ['a note about the name of all files', [{ name: 'x', flag: 'g', content: paxNote('path', 'x') }], 'TAR_HEADER'],
    ['a note that is none', [{ name: 'x', flag: 'x', content: textBytes('99 a=b\n') }], 'TAR_HEADER'],
    ['a note without end', [{ name: 'x', flag: 'x', size: 2 ** 30 }], 'TAR_HEADER'],
  ])('refuses %s', async (_, entries, code) => {
    await expect(filesOf(tarBytes(...entries))).rejects.toMatchObject({ code });
  });

  it.each<[ArchiveLimits, string]>([
    [{ entries: 3 }, 'at most 3 entries'],
    [{ entrySize: 1299 }, 'at most 1299 bytes in a file'],
    [{ totalSize: 1305 }, '1305 in all'],
  ])('refuses more than %j', async (limits, message) => {
    await expect(filesOf(tarBytes(...files), limits)).rejects.toThrow(message);
  });

  it('refuses a terabyte of zeros by what it announces, and by what it unpacks to', async () => {
    const announced = tarEntry({ name: 'bomb', size: 2 ** 32 });
    await expect(filesOf(announced, { entrySize: 2 ** 20 })).rejects.toMatchObject({ code: 'ARCHIVE_TOO_LARGE' });
    const zeros = gzipped(concat(tarBytes(...files), new Uint8Array(2 ** 27)));
    await expect(filesOf(zeros, {}, true)).rejects.toMatchObject({ code: 'ARCHIVE_TOO_LARGE' });
  });

  it('refuses an archive that is cut, packed or not', async () => {
    const whole = tarBytes(...files);
    const packed = gzipped(whole);
    for (const length of [0, 100, 512, 1000, 1024, 2500, whole.length - 1024]) {
      await expect(filesOf(whole.slice(0, length))).rejects.toMatchObject({ code: 'TAR_TRUNCATED' });
    }
    for (const length of [0, 1, 20, 100, packed.length - 1]) {
      await expect(filesOf(packed.slice(0, length), {}, true)).rejects.toMatchObject({
        code: expect.stringMatching(/^(GZIP_CORRUPT|TAR_TRUNCATED)$/) as unknown,
      });
    }
  });

  it('refuses a header with a wrong bit', async () => {
    const bytes = tarBytes(...files);
    bytes[3] ^= 4;
    await expect(filesOf(bytes)).rejects.toMatchObject({ code: 'TAR_HEADER' });
  });
});
