import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIdx, storedBytes, storedFolder, unpackStored } from '../../src/index.ts';
import { Sha256 } from '../../src/downloads/sha256.ts';
import { idxBytes } from '../idx-bytes.ts';
import { refusal } from '../sets/small-folder.ts';
import { memoryStore } from './memory-store.ts';

describe('SHA-256 in pieces', () => {
  it('is that of the whole, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (pieces) => {
        const [hash, reference] = [new Sha256(), createHash('sha256')];
        for (const piece of pieces) {
          hash.update(piece);
          reference.update(piece);
        }
        expect(hash.digest()).toBe(reference.digest('hex'));
      }),
    );
  });

  it('is the published one of a million letters a', () => {
    const hash = new Sha256();
    hash.update(new Uint8Array(1_000_000).fill(97));
    // NIST, Cryptographic Standards, example values of SHA-256.
    expect(hash.digest()).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0');
  });
});

describe('unpackStored', () => {
  const content = idxBytes([2, 3, 1], [1, 2, 3, 4, 5, 255]);
  const packed = new Uint8Array(gzipSync(content));
  const options = { from: 'images.gz', to: 'images', limit: 100 };

  it('unpacks a gzip file, which is then read from the folder', async () => {
    const store = memoryStore(new Map([['images.gz', new Blob([packed])]]));
    await unpackStored(store, options);
    const folder = await storedFolder(store);
    expect(folder.paths).toEqual(['images', 'images.gz']);
    const file = await folder.open('images');
    const { values } = parseIdx(file.name, await file.read(0, file.size), { sizes: [2, 3, 1] });
    expect([...values]).toEqual([1, 2, 3, 4, 5, 255]);
  });

  it.each([
    ['GZIP_CORRUPT', packed.subarray(0, packed.length - 3), 100],
    ['GZIP_CORRUPT', content, 100],
    ['GZIP_TOO_LARGE', packed, content.length - 1],
  ])('ends in %s and leaves nothing behind if the file is not sound', async (code, bytes, limit) => {
    const store = memoryStore(new Map([['images.gz', new Blob([bytes as Uint8Array<ArrayBuffer>])]]));
    expect((await refusal(unpackStored(store, { ...options, limit }))).code).toBe(code);
    expect(await store.paths()).toEqual(['images.gz']);
  });

  it('says what to do if the file is missing', async () => {
    const { code, message } = await refusal(unpackStored(memoryStore(), options));
    expect(code).toBe('DATA_FILE_MISSING');
    expect(message).toContain('fetchInto()');
  });
});

describe('storedBytes', () => {
  it('gives what was kept, and nothing under another key', async () => {
    const bytes = storedBytes(memoryStore(), 'heard');
    await bytes.put('key-1', Uint8Array.of(1, 2, 3));
    expect([...((await bytes.get('key-1')) ?? [])]).toEqual([1, 2, 3]);
    expect(await bytes.get('key-2')).toBeUndefined();
  });
});
