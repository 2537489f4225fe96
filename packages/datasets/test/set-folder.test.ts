import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNMnist } from '../src/index.ts';
import {
  findFolder,
  getSet,
  knownFiles,
  nodeFolder,
  type SetDownload,
  type SetFiles,
  setFolder,
  verifySet,
} from '../src/node/index.ts';
import { zipBytes } from './archives/archive-bytes.ts';
import { bs2Bytes, textBytes } from './formats/file-bytes.ts';
import { needsRealData, realData } from './real-data.ts';
import { refusal } from './sets/small-folder.ts';
import { serve, type TestServer } from './test-server.ts';

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'growcone-set-'));
  server = await serve();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const content = textBytes('spikes, say');
const files: Readonly<Record<string, Uint8Array>> = {
  'a.txt': content,
  'b.h5.gz': new Uint8Array(gzipSync(content)),
  'c.h5.zip': zipBytes([{ name: 'c.h5', content }]),
  'Train.zip': zipBytes([
    { name: 'Train/5/00001.bin', content: bs2Bytes([[1, 2, 1, 3000]]) },
    { name: 'Train/0/00002.bin', content: bs2Bytes([]) },
  ]),
};

/** A set of some of these files, downloaded from the test server. */
function setOf(names: readonly string[], change: Partial<SetDownload> = {}): SetFiles {
  const mirror = server.mirror('mirror', (request, response) => {
    response.end(files[basename(request.url ?? '')]);
  });
  const unpacked = { 'b.h5.gz': { name: 'b.h5', md5: md5(content) }, 'c.h5.zip': { name: 'c' } };
  return {
    name: 'some',
    folders: ['Some'],
    holds: /\.(txt|h5|bin)$/,
    downloads: names.map((name) => ({
      name,
      md5: md5(files[name] as Uint8Array),
      mirrors: [mirror],
      ...(name in unpacked ? { unpacked: unpacked[name as keyof typeof unpacked] } : {}),
      ...change,
    })),
    byHand: 'Get it by hand.',
  };
}

describe('getSet', () => {
  it('downloads files, checks them and unpacks those that cannot be read packed, once', async () => {
    const set = setOf(['a.txt', 'b.h5.gz', 'c.h5.zip']);
    expect(await getSet(set, { cacheDir: folder })).toBe(join(folder, 'some'));
    const there = (await nodeFolder(join(folder, 'some'))).paths;
    expect(there).toEqual(expect.arrayContaining(['a.txt', 'b.h5', 'c/c.h5']));
    expect(server.requests.length).toBe(3);
    await getSet(set, { cacheDir: folder });
    expect(server.requests.length).toBe(3);
  });

  it('takes packed files that a user got from their folder', async () => {
    mkdirSync(join(folder, 'mine'));
    writeFileSync(join(folder, 'mine', 'b.h5.gz'), files['b.h5.gz'] as Uint8Array);
    const set = setOf(['b.h5.gz']);
    await getSet(set, { cacheDir: join(folder, 'cache'), dataDir: join(folder, 'mine') });
    expect(readdirSync(join(folder, 'cache', 'some'))).toEqual(['b.h5']);
    expect(server.requests).toEqual([]);
  });

  it('says which file to put where, offline or without an address', async () => {
    const { message } = await refusal(getSet(setOf(['a.txt']), { cacheDir: folder, offline: true }));
    expect(message).toContain(join(folder, 'some', 'a.txt'));
    expect(message).toContain('Get it by hand.');
    expect((await refusal(getSet(setOf(['a.txt'], { mirrors: [] }), { cacheDir: folder }))).message).toBe(message);
  });

  it('finds a set that cannot be downloaded once a user put it there, and else says what it is and where it goes', async () => {
    const { fsdd } = knownFiles;
    const { message } = await refusal(getSet(fsdd!, { cacheDir: folder }));
    expect(message).toContain(`Looked for\n  ${join(folder, 'fsdd')}`);
    expect(message).toContain('3000 files <digit>_<speaker>_<take>.wav, 21 MB in all');
    expect(message).toContain('https://github.com/Jakobovski/free-spoken-digit-dataset');
    mkdirSync(join(folder, 'fsdd', 'recordings'), { recursive: true });
    writeFileSync(join(folder, 'fsdd', 'recordings', '0_george_0.wav'), content);
    expect(await getSet(fsdd!, { cacheDir: folder })).toBe(join(folder, 'fsdd'));
  });

  it('asks other mirrors if told to, and refuses what is not the published file', async () => {
    const mirrors = [server.mirror('wrong', (_, response) => response.end('an error page'))];
    const error = await refusal(getSet(setOf(['a.txt']), { cacheDir: folder, mirrors }));
    expect(error.code).toBe('DOWNLOAD');
    expect(error.message).toContain('/wrong/a.txt');
  });

  it('refuses content that is not the published one, although it was packed by somebody', async () => {
    const set = setOf(['b.h5.gz'], { unpacked: { name: 'b.h5', md5: md5(textBytes('other')) } });
    expect((await refusal(getSet(set, { cacheDir: folder }))).code).toBe('CHECKSUM');
  });
});

describe('setFolder', () => {
  it('downloads a set that is not there, and reads archives without unpacking them', async () => {
    const set = setOf(['Train.zip']);
    const found = await setFolder(set, { cacheDir: folder });
    const train = await readNMnist(found, { split: 'train' });
    expect([...train.labels]).toEqual([5, 0]);
    expect([...(await train.events(0)).units]).toEqual([34 * 34 + 2 * 34 + 1]);
    expect(readdirSync(join(folder, 'some'))).toEqual(['Train.zip']);
    await setFolder(set, { cacheDir: folder, offline: true });
    expect(server.requests.length).toBe(1);
  });

  it('finds a set in a data folder, in one of its own folders, or among others', async () => {
    const set = setOf(['a.txt']);
    for (const below of ['some', 'Some', 'what a user calls it']) {
      const data = join(folder, `data ${below}`);
      mkdirSync(join(data, below), { recursive: true });
      mkdirSync(join(data, 'another'));
      writeFileSync(join(data, 'another', 'large.bin2'), '');
      writeFileSync(join(data, below, 'a.txt'), content);
      expect((await findFolder(set, { dataDir: data }))?.name).toBe(join(data, below));
    }
  });

  it('never downloads where a data folder is given', async () => {
    const { message } = await refusal(setFolder(setOf(['a.txt']), { dataDir: folder }));
    expect(message).toContain(`Looked for\n  ${join(folder, 'some')}`);
    expect(message).toContain('Get it by hand.');
    expect(server.requests).toEqual([]);
  });
});

describe('verifySet', () => {
  it('tells files that are whole, damaged, missing and without a checksum', async () => {
    const set = { ...setOf(['a.txt', 'b.h5.gz', 'c.h5.zip']), holds: /\.txt$/ };
    writeFileSync(join(folder, 'a.txt'), 'spikes, sai');
    writeFileSync(join(folder, 'b.h5.gz'), files['b.h5.gz'] as Uint8Array);
    writeFileSync(join(folder, 'more.txt'), content);
    const found = await verifySet(set, await nodeFolder(folder));
    expect(found.map(({ file, state }) => [file, state])).toEqual([
      ['a.txt', 'damaged'],
      ['b.h5.gz', 'whole'],
      ['c.h5.zip', 'missing'],
    ]);
    expect(found[0]?.reason).toContain(`expected MD5 ${md5(content)}`);
    const unknown = await verifySet({ ...set, downloads: [] }, await nodeFolder(folder));
    expect(unknown.map(({ file, state }) => [file, state])).toEqual([
      ['a.txt', 'unknown'],
      ['more.txt', 'unknown'],
    ]);
  });

  it('checks against a list of checksums that lies in the folder', async () => {
    writeFileSync(join(folder, 'a.txt'), content);
    writeFileSync(join(folder, 'b.txt'), content);
    const [good, bad] = [sha256(content), sha256(textBytes('other'))];
    writeFileSync(join(folder, 'SHA256SUMS'), `${good}  a.txt\n${bad}  b.txt\n${good}  c.txt\n`);
    const found = await verifySet({ ...setOf([]), downloads: [] }, await nodeFolder(folder));
    expect(found.map(({ file, state }) => [file, state])).toEqual([
      ['a.txt', 'whole'],
      ['b.txt', 'damaged'],
      ['c.txt', 'missing'],
    ]);
  });

  describe('on the published recordings of spoken digits', () => {
    needsRealData();

    it('finds all three thousand', async () => {
      const found = await verifySet(knownFiles['fsdd'] as SetFiles, await nodeFolder(join(realData(), 'fsdd')));
      expect(found.at(-1)).toEqual({ file: '3000 files together', state: 'whole' });
      expect(found.every(({ state }) => state === 'whole')).toBe(true);
    });
  });
});
