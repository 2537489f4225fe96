import { describe, expect, it } from 'vitest';
import { DataFileError, memoryFile } from '../../src/index.ts';
import { openHdf5 } from '../../src/hdf5/hdf5-file.ts';
import { h5wasmBytes, manyArrays, manyChunks } from '../h5wasm-bytes.ts';

describe.each([
  ['superblock 0, symbol tables', await h5wasmBytes(manyArrays)],
  ['superblock 2, links', await h5wasmBytes(manyArrays, 'v108')],
  ['the newest form', await h5wasmBytes(manyArrays, 'latest')],
])('a file of the HDF5 library with %s', (_, bytes) => {
  it('has the numbers and strings that were written', async () => {
    const file = await openHdf5(memoryFile('library.h5', bytes));
    expect(Array.from(await file.numbers('labels'))).toEqual([-3, 2 ** 30]);
    expect(Array.from(await file.numbers('wide'))).toEqual([-5, 2 ** 40]);
    expect(Array.from(await file.numbers('double'))).toEqual([0.1, -1e300]);
    expect(Array.from(await file.numbers('single'))).toEqual([0.5, -0.25]);
    expect(Array.from(await file.numbers('extra/deep/deeper'))).toEqual([-1, 2]);
    expect(await file.strings('extra/keys')).toEqual(['zero', 'fünf']);
  });

  it('says what is missing, and what is something else', async () => {
    const file = await openHdf5(memoryFile('library.h5', bytes));
    expect(await file.has('extra/keys')).toBe(true);
    expect(await file.has('extra/nothing')).toBe(false);
    expect(await file.has('labels/nothing')).toBe(false);
    await expect(file.numbers('extra/nothing')).rejects.toThrow('expected an array extra/nothing, got none');
    await expect(file.numbers('extra/keys')).rejects.toThrow(
      'expected extra/keys to hold integer or float, got string',
    );
    await expect(file.numbers('extra')).rejects.toThrow(DataFileError);
  });
});

describe('chunks', () => {
  const values = Array.from({ length: 1000 }, (_, i) => (i * i) % 1009);

  it.each([['earliest', 'latest'] as const, 'v108' as const])(
    'are read as the library (%s) writes them',
    async (libver) => {
      const file = await openHdf5(memoryFile('chunks.h5', await h5wasmBytes(manyChunks, libver as 'v108')));
      for (const name of ['packed', 'shuffled', 'chunked'])
        expect(Array.from(await file.numbers(name))).toEqual(values);
    },
  );

  it('of the newest form are refused by name', async () => {
    const file = await openHdf5(memoryFile('chunks.h5', await h5wasmBytes(manyChunks, 'latest')));
    await expect(file.numbers('packed')).rejects.toThrow(
      /expected layout version 3, got version \d, class 2. Write it again/,
    );
  });
});
