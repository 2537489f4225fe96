import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import h5wasm, { type Dataset } from 'h5wasm/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  blobFile,
  DataFileError,
  DatasetOptionError,
  memoryFile,
  openSpikeFile,
  writeSpikeFile,
} from '../src/index.ts';
import { h5wasmBytes } from './h5wasm-bytes.ts';
import { someSpikes, spikeFileBytes } from './spike-file-bytes.ts';

const shd = { units: 700 };
// Empty ones, small ones that share a collection, and one that fills several.
const examples = [[], someSpikes(1), someSpikes(37, 2), someSpikes(900, 3), someSpikes(5200, 4)];
const bytes = await spikeFileBytes(examples);

const failureOf = async (reading: Promise<unknown>): Promise<DataFileError> => {
  const error: unknown = await reading.then(
    () => new Error('the file was read'),
    (reason: unknown) => reason,
  );
  if (error instanceof DataFileError) return error;
  throw error;
};

describe('openSpikeFile', () => {
  it('reads labels, speakers and the words of the classes', async () => {
    const file = await openSpikeFile(memoryFile('shd.h5', bytes), shd);
    expect(file.size).toBe(5);
    expect(file.labels).toEqual(Uint16Array.of(0, 1, 2, 0, 1));
    expect(file.speaker).toEqual(Uint16Array.of(2, 3, 4, 5, 6));
    expect(file.keys).toEqual(['zero', 'one', 'fünf']);
    expect(file.speakers).toBeUndefined();
  });

  it('reads any range of examples, also from a blob', async () => {
    const file = await openSpikeFile(blobFile('shd.h5', new Blob([bytes as Uint8Array<ArrayBuffer>])), shd);
    await fc.assert(
      fc.asyncProperty(fc.nat(5), fc.nat(5), async (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const { offsets, times, units } = await file.read(from, to);
        const wanted = examples.slice(from, to);
        expect(Array.from(offsets)).toEqual(
          wanted.reduce((sums, e) => [...sums, sums[sums.length - 1] + e.length], [0]),
        );
        expect(Array.from(times)).toEqual(wanted.flat().map(([t]) => t));
        expect(Array.from(units)).toEqual(wanted.flat().map(([, unit]) => unit));
      }),
    );
  });

  it('reads only what a range needs', async () => {
    const whole = memoryFile('shd.h5', bytes);
    let read = 0;
    const file = await openSpikeFile({ ...whole, read: (at, n) => ((read += n), whole.read(at, n)) }, shd);
    read = 0;
    await file.read(2, 3);
    // One collection of 4096 bytes, and two references of 16.
    expect(read).toBeLessThan(4096 + 4096 + 32 + 1);
  });

  it('refuses what is no HDF5 file', async () => {
    const error = await failureOf(
      openSpikeFile(memoryFile('shd.h5.gz', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0)), shd),
    );
    expect(error.message).toBe(
      'shd.h5.gz: at byte 0 expected the signature that begins an HDF5 file, got other bytes. ' +
        'This is not an HDF5 file: unpack it if it ends in .gz or .zip, or get the right one.',
    );
  });

  it('refuses a file that was cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        const { code } = await failureOf(openSpikeFile(memoryFile('cut.h5', bytes.slice(0, length)), shd));
        expect(code).toMatch(/^HDF5_(TRUNCATED|SIGNATURE)$/);
      }),
    );
  });

  it('refuses units that the set does not have, and labels that have no word', async () => {
    const file = await openSpikeFile(memoryFile('shd.h5', bytes), { units: 100 });
    expect((await failureOf(file.read(0, 5))).message).toContain('expected units 0 … 99 in example 2');
    const two = await spikeFileBytes(examples, ['zero', 'one']);
    expect((await failureOf(openSpikeFile(memoryFile('shd.h5', two), shd))).code).toBe('LABEL_RANGE');
  });

  it.each([NaN, Infinity, -1])('refuses %d as a time', async (time) => {
    const file = await openSpikeFile(memoryFile('shd.h5', await spikeFileBytes([[[time, 0]]])), shd);
    expect((await failureOf(file.read(0, 1))).code).toBe('HDF5_CORRUPT');
  });

  it('says which array a file of another kind does not have', async () => {
    const other = await h5wasmBytes((file) => file.create_group('spikes'));
    expect((await failureOf(openSpikeFile(memoryFile('other.h5', other), shd))).message).toContain(
      'expected an array spikes/times, got none',
    );
  });
});

describe('writeSpikeFile', () => {
  it('writes what the HDF5 library reads', async () => {
    const { path } = onDisk(bytes);
    const module = await h5wasm.ready;
    const file = new h5wasm.File(path, 'r');
    expect(file.paths().toSorted()).toEqual(
      ['spikes', 'spikes/times', 'spikes/units', 'labels', 'extra', 'extra/speaker', 'extra/keys'].toSorted(),
    );
    const dataset = (name: string): Dataset => file.get(name) as Dataset;
    expect(dataset('labels').value).toEqual(Uint16Array.of(0, 1, 2, 0, 1));
    expect(dataset('extra/keys').value).toEqual(['zero', 'one', 'fünf']);
    expect(dataset('spikes/units').value).toEqual(examples.map((e) => Uint16Array.from(e, ([, unit]) => unit)));
    expect(dataset('spikes/times').metadata.vlen_type).toMatchObject({
      type: module.H5T_class_t.H5T_FLOAT.value,
      size: 2,
    });
    file.close();
  });

  it('refuses an example with another number of spikes than announced', async () => {
    const pieces = writeSpikeFile({
      labels: [0],
      speaker: [0],
      keys: ['zero'],
      counts: [2],
      spikes: () => ({ times: [0.5], units: [3] }),
    });
    await pieces.next();
    await expect(pieces.next()).rejects.toThrow(DatasetOptionError);
  });
});

/** Bytes as a file until the test ends. */
function onDisk(content: Uint8Array): { readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'growcone-hdf5-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'file.h5');
  writeFileSync(path, content);
  return { path };
}
