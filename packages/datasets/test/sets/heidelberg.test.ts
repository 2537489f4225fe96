import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readShd, readSsc } from '../../src/index.ts';
import { nodeFolder } from '../../src/node/index.ts';
import { needsRealData, realData } from '../real-data.ts';
import { pairsOf } from '../small-events.ts';
import { spikeFileBytes } from '../spike-file-bytes.ts';
import { folderOf, refusal } from './small-folder.ts';

describe('readShd', () => {
  it('gives times in ms, sorted, with the words and speakers of the file', async () => {
    const file = await spikeFileBytes([
      [
        [0.5, 3],
        [0.25, 699],
        [0.5, 1],
      ],
      [],
    ]);
    const notes: string[] = [];
    const options = { split: 'train', onNote: (text: string) => notes.push(text) } as const;
    const train = await readShd(folderOf({ 'below/shd_train.h5': file }), options);
    expect(pairsOf(await train.events(0))).toEqual([
      [250, 699],
      [500, 1],
      [500, 3],
    ]);
    expect((await train.events(1)).times.length).toBe(0);
    expect(train.classNames).toEqual(['zero', 'one', 'fünf']);
    expect([...(train.groups ?? [])]).toEqual([2, 3]);
    expect(notes[0]).toContain('2 examples were found, the published set has 8156 or 8332.');
  });

  it('refuses a recording that is longer than any of SHD', async () => {
    const folder = folderOf({ 'shd_test.h5': await spikeFileBytes([[[2, 0]]]) });
    const test = await readShd(folder, { split: 'test' });
    expect((await refusal(test.events(0))).message).toContain(
      'example 0: at decompressed byte 0 expected events from 0',
    );
  });

  it('names the file that is missing', async () => {
    const { message } = await refusal(readShd(folderOf({}), { split: 'test' }));
    expect(message).toContain('Get shd_test.h5 from https://zenkelab.org/datasets/ and unpack it');
    expect((await refusal(readSsc(folderOf({}), { split: 'validation' }))).message).toContain('ssc_valid.h5');
  });

  describe('on files that h5py and PyTables wrote', () => {
    needsRealData();

    it.each(['shd_layout_pytables', 'shd_layout_pytables_zlib', 'shd_layout_h5py', 'ssc_layout_h5py_gzip'])(
      'has the sums of %s',
      async (name) => {
        const folder = mkdtempSync(join(tmpdir(), 'growcone-shd-'));
        try {
          const fixtures = join(realData(), 'hdf5-fixtures');
          cpSync(join(fixtures, `${name}.h5`), join(folder, 'shd_train.h5'));
          const expected = JSON.parse(readFileSync(join(fixtures, 'expected.json'), 'utf8')) as {
            labels: number[];
            times_sum: number[];
            units_sum: number[];
          };
          const train = await readShd(await nodeFolder(folder), { split: 'train' });
          expect([...train.labels]).toEqual(expected.labels);
          for (let e = 0; e < train.size; e++) {
            const { times, units } = await train.events(e);
            // Sums of up to 40 000 numbers in another order: to a millionth.
            const seconds = times.reduce((sum, time) => sum + time / 1000, 0);
            expect(Math.abs(seconds - (expected.times_sum[e] ?? NaN))).toBeLessThan(1e-6 * Math.max(1, seconds));
            expect(units.reduce((sum, unit) => sum + unit, 0)).toBe(expected.units_sum[e]);
          }
        } finally {
          rmSync(folder, { recursive: true });
        }
      },
    );
  });
});
