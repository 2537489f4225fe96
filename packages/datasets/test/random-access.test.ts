import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blobFile, memoryFile, type RandomAccess } from '../src/index.ts';
import { nodeFile } from '../src/node/index.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i);
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'growcone-parts-'));
  path = join(folder, 'some.bin');
  writeFileSync(path, bytes);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.each<[string, () => Promise<RandomAccess & { close?(): Promise<void> }>]>([
  ['nodeFile', () => nodeFile(path)],
  ['blobFile', () => Promise.resolve(blobFile('some.bin', new Blob([bytes])))],
  ['memoryFile', () => Promise.resolve(memoryFile('some.bin', bytes))],
])('%s', (_, open) => {
  it('reads any part, and up to the end where more is asked for', async () => {
    const file = await open();
    expect(file.size).toBe(1000);
    expect(file.name).toContain('some.bin');
    expect(await file.read(0, 3)).toEqual(bytes.subarray(0, 3));
    expect(await file.read(500, 250)).toEqual(bytes.subarray(500, 750));
    expect(await file.read(990, 100)).toEqual(bytes.subarray(990));
    expect(await file.read(1000, 1)).toHaveLength(0);
    expect(await file.read(5000, 1)).toHaveLength(0);
    await file.close?.();
  });
});

describe('nodeFile', () => {
  it('gives what is left of a file that became shorter after it was opened', async () => {
    const file = await nodeFile(path);
    truncateSync(path, 100);
    expect(await file.read(90, 50)).toEqual(bytes.subarray(90, 100));
    await file.close();
  });

  it('says which file is missing', async () => {
    await expect(nodeFile(join(folder, 'gone'))).rejects.toThrow('gone');
  });
});
