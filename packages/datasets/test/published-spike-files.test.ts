import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSpikeFile } from '../src/index.ts';
import { encodeFloat16 } from '../src/float16.ts';
import { nodeFile } from '../src/node/index.ts';
import { needsRealData, realData } from './real-data.ts';

/** Figures that were obtained with h5py and with a reader of its own, by the people who made the files. */
interface Expected {
  readonly sizes: number[];
  readonly labels: number[];
  readonly speaker: number[];
  readonly keys: string[];
  readonly gender: string[];
  readonly age: number[];
  readonly body_height: number[];
  readonly times_sha256: string[];
  readonly units_sha256: string[];
  readonly times_sum: number[];
  readonly units_sum: number[];
}

const sha256 = (values: Uint16Array): string => createHash('sha256').update(values).digest('hex');
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

describe('files that h5py and PyTables wrote in the layout of SHD and SSC', () => {
  needsRealData();

  it.each([
    'shd_layout_pytables.h5',
    'shd_layout_pytables_zlib.h5',
    'shd_layout_h5py.h5',
    'shd_layout_h5py_latest.h5',
    'ssc_layout_h5py_gzip.h5',
  ])('%s has the values that they read back', async (name) => {
    const folder = join(realData(), 'hdf5-fixtures');
    const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
    const source = await nodeFile(join(folder, name));
    const file = await openSpikeFile(source, { units: 700 });
    expect(Array.from(file.labels)).toEqual(expected.labels);
    expect(Array.from(file.speaker ?? [])).toEqual(expected.speaker);
    expect(file.keys).toEqual(expected.keys);
    expect(file.speakers).toEqual(
      name.startsWith('ssc')
        ? undefined
        : { gender: expected.gender, age: expected.age, bodyHeight: expected.body_height },
    );
    for (let e = 0; e < file.size; e++) {
      const { times, units } = await file.read(e, e + 1);
      expect(times).toHaveLength(expected.sizes[e]);
      // Half-precision times and their sums are exact in double precision.
      expect(sum(times)).toBe(expected.times_sum[e]);
      expect(sum(units)).toBe(expected.units_sum[e]);
      expect(sha256(Uint16Array.from(times, encodeFloat16))).toBe(expected.times_sha256[e]);
      expect(sha256(units)).toBe(expected.units_sha256[e]);
    }
    const all = await file.read(0, file.size);
    expect(all.offsets.at(-1)).toBe(sum(expected.sizes));
    expect(sum(all.units)).toBe(sum(expected.units_sum));
    await source.close();
  });
});
