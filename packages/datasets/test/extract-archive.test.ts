import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extractArchive, unpackGzip } from '../src/node/index.ts';
import { tarBytes, zipBytes } from './archives/archive-bytes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'growcone-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const content = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
const files = [
  { name: 'a/1.bin', content },
  { name: 'a/2.bin', content: content.subarray(5) },
];
const save = (name: string, bytes: Uint8Array): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

describe('extractArchive', () => {
  it.each([
    ['some.zip', zipBytes(files)],
    ['some.tar', tarBytes(...files)],
    ['some.tar.gz', new Uint8Array(gzipSync(tarBytes(...files)))],
  ])('unpacks %s into a folder', async (name, bytes) => {
    const unpacked: string[] = [];
    const target = join(folder, 'deep', 'target');
    await extractArchive(save(name, bytes), target, { onFile: (path) => unpacked.push(path) });
    expect(unpacked).toEqual(['a/1.bin', 'a/2.bin']);
    expect(new Uint8Array(readFileSync(join(target, 'a', '1.bin')))).toEqual(content);
    expect(new Uint8Array(readFileSync(join(target, 'a', '2.bin')))).toEqual(content.subarray(5));
    expect(readdirSync(join(folder, 'deep'))).toEqual(['target']);
  });

  it('takes the files that are chosen', async () => {
    await extractArchive(save('some.zip', zipBytes(files)), join(folder, 'target'), {
      select: (path) => path === 'a/2.bin',
    });
    expect(readdirSync(join(folder, 'target', 'a'))).toEqual(['2.bin']);
  });

  it('leaves a folder as it is that is there already', async () => {
    mkdirSync(join(folder, 'target'));
    await extractArchive(save('some.zip', zipBytes(files)), join(folder, 'target'));
    expect(readdirSync(join(folder, 'target'))).toEqual([]);
  });

  it('unpacks into the same folder twice at once', async () => {
    const archive = save('some.zip', zipBytes(files));
    await Promise.all([1, 2, 3].map(() => extractArchive(archive, join(folder, 'target'))));
    expect(readdirSync(join(folder, 'target', 'a'))).toEqual(['1.bin', '2.bin']);
    expect(readdirSync(folder).toSorted()).toEqual(['some.zip', 'target']);
  });

  it.each([
    ['some.zip', zipBytes([...files, { name: '../evil', content }]), 'ARCHIVE_PATH'],
    ['some.zip', zipBytes([...files, { name: 'a', content }]), 'ARCHIVE_PATH'],
    ['some.zip', zipBytes([...files, { name: 'a/1.bin/evil', content }]), 'ARCHIVE_PATH'],
    ['some.tar', tarBytes(...files, { name: '../evil', content }), 'ARCHIVE_PATH'],
    ['some.tar', tarBytes(...files, files[0]), 'ARCHIVE_PATH'],
    ['some.tar', tarBytes(...files, { name: 'a', flag: '2' }, { name: 'a/evil', content }), 'ARCHIVE_KIND'],
    ['some.tar', tarBytes(...files).slice(0, 2000), 'TAR_TRUNCATED'],
    ['some.rar', tarBytes(...files), 'ARCHIVE_KIND'],
  ])('leaves nothing behind of %s that is refused (%#)', async (name, bytes, code) => {
    await expect(extractArchive(save(name, bytes), join(folder, 'target'))).rejects.toMatchObject({ code });
    expect(readdirSync(folder)).toEqual([name]);
    expect(existsSync(join(folder, '..', 'evil'))).toBe(false);
  });
});

describe('unpackGzip', () => {
  const packed = new Uint8Array(gzipSync(content));
  const md5 = createHash('md5').update(content).digest('hex');

  it('unpacks a file that has its checksum', async () => {
    const target = join(folder, 'deep', 'some.h5');
    await unpackGzip(save('some.h5.gz', packed), target, { limit: 100_000, md5 });
    expect(new Uint8Array(readFileSync(target))).toEqual(content);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['some.h5']);
  });

  it.each([
    ['more content than allowed', packed, { limit: 99_999 }, 'GZIP_TOO_LARGE'],
    ['another checksum', packed, { limit: 100_000, md5: md5.replace(/^./, 'x') }, 'CHECKSUM'],
    ['a cut file', packed.slice(0, -9), { limit: 100_000 }, 'GZIP_CORRUPT'],
    ['another kind of file', content, { limit: 100_000 }, 'GZIP_CORRUPT'],
  ])('refuses %s and leaves nothing behind', async (_, bytes, wanted, code) => {
    const unpacking = unpackGzip(save('some.h5.gz', bytes), join(folder, 'some.h5'), wanted);
    await expect(unpacking).rejects.toMatchObject({ code });
    expect(readdirSync(folder)).toEqual(['some.h5.gz']);
  });
});
