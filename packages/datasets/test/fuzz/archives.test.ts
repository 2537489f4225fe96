import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openZip, readTar, unpackStored } from '../../src/index.ts';
import { gunzip } from '../../src/node/gunzip.ts';
import { inPieces, paxNote, tarBytes, zipBytes } from '../archives/archive-bytes.ts';
import { textBytes } from '../formats/file-bytes.ts';
import { memoryStore } from '../stores/memory-store.ts';
import { fuzz, type FuzzTarget, fuzzTimeout, soundOutcome } from './fuzz.ts';

const content = Uint8Array.from({ length: 300 }, (_, i) => i >> 2);
const limits = { entrySize: 2 ** 20, totalSize: 2 ** 21, entries: 100 };
const files = [
  { name: 'a/1.bin', content },
  { name: 'a/2.bin', content: textBytes('stored'), stored: true },
];
const tar = tarBytes(
  ...files,
  { name: 'PaxHeader', flag: 'x', content: paxNote('path', 'some/long/name') },
  { name: 'short', content },
  { name: '././@LongLink', flag: 'L', content: textBytes('long/name\0') },
  { name: 'short', content },
);

const readEntries =
  (gzip: boolean): FuzzTarget['parse'] =>
  async (file, bytes) => {
    for await (const { path, pieces } of readTar(inPieces(bytes), { file: file.name, gzip, limits })) {
      expect(path).not.toMatch(/^\/|(^|\/)\.\.(\/|$)|[\\:]/);
      for await (const _ of pieces);
    }
  };

const targets: Record<string, FuzzTarget> = {
  'zip archives': {
    files: [
      zipBytes(files),
      zipBytes(
        files.map((file) => ({ ...file, wide: true })),
        { wide: true },
      ),
    ],
    async parse(file) {
      const zip = await openZip(file, limits);
      for (const entry of zip.entries) {
        expect(entry.path).not.toMatch(/^\/|(^|\/)\.\.(\/|$)|[\\:]/);
        expect((await zip.read(entry)).length).toBe(entry.size);
        for await (const _ of zip.stream(entry));
      }
    },
  },
  'tar archives': { files: [tar], parse: readEntries(false) },
  'gzip files in memory': {
    files: [new Uint8Array(gzipSync(content))],
    parse: async ({ name }, bytes) => expect(await gunzip(name, bytes, 2 ** 20)).toEqual(content),
  },
  'gzip files of a store': {
    files: [new Uint8Array(gzipSync(content))],
    async parse(_, bytes) {
      const store = memoryStore(new Map([['packed', new Blob([bytes as Uint8Array<ArrayBuffer>])]]));
      await unpackStored(store, { from: 'packed', to: 'content', limit: 2 ** 20 });
      expect(new Uint8Array(await (await store.get('content'))!.arrayBuffer())).toEqual(content);
    },
  },
  'packed tar archives': { files: [new Uint8Array(gzipSync(tar))], parse: readEntries(true) },
};

describe('damaged archives end in files or in a DataFileError', () => {
  it.each(Object.entries(targets))('%s', { timeout: fuzzTimeout }, async (_, target) => {
    expect(await fuzz(target)).toSatisfy(soundOutcome);
  });
});
