import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSpikeFile } from '../../src/index.ts';
import { openHdf5 } from '../../src/hdf5/hdf5-file.ts';
import { h5wasmBytes, manyArrays, manyChunks } from '../h5wasm-bytes.ts';
import { someSpikes, spikeFileBytes } from '../spike-file-bytes.ts';
import { fuzz, fuzzTimeout, soundOutcome } from './fuzz.ts';

describe('damaged HDF5', () => {
  it('files of spikes end in data or in a DataFileError', { timeout: fuzzTimeout }, async () => {
    // With real data, other writers' files too: the head of these has superblock, groups and headers.
    const folder = process.env['GROWCONE_DATA'];
    const real = [
      'shd_layout_h5py.h5',
      'shd_layout_h5py_latest.h5',
      'shd_layout_pytables_zlib.h5',
      'ssc_layout_h5py_gzip.h5',
    ];
    const files = [
      await spikeFileBytes([[], someSpikes(3), someSpikes(40), someSpikes(3000)]),
      ...(folder === undefined
        ? []
        : real.map((name) => new Uint8Array(readFileSync(join(folder, 'hdf5-fixtures', name))))),
    ];
    const outcome = await fuzz({
      files,
      head: 8192,
      async parse(file) {
        const spikes = await openSpikeFile(file, { units: 700 });
        // A damaged size may be up to the limit of millions of examples.
        for (let e = 0; e < Math.min(spikes.size, 100); e += 2) await spikes.read(e, Math.min(spikes.size, e + 2));
      },
    });
    expect(outcome).toSatisfy(soundOutcome);
  });

  it('arrays of the HDF5 library end in data or in a DataFileError', { timeout: fuzzTimeout }, async () => {
    const outcome = await fuzz({
      files: [
        await h5wasmBytes(manyChunks),
        await h5wasmBytes(manyChunks, 'v108'),
        await h5wasmBytes(manyArrays, 'latest'),
      ],
      head: 4096,
      async parse(file) {
        const hdf5 = await openHdf5(file);
        for (const path of ['packed', 'shuffled', 'chunked', 'labels', 'extra/deep/deeper']) {
          if (await hdf5.has(path)) await hdf5.numbers(path);
        }
        await hdf5.strings('extra/keys');
      },
    });
    expect(outcome).toSatisfy(soundOutcome);
  });
});
