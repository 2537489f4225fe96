import { describe, expect, it } from 'vitest';
import { publishedYinYang, readHandwrittenDigits, readSpokenDigits, readYinYang } from '../../src/index.ts';
import { nodeFolder } from '../../src/node/index.ts';
import { npyNumbers, wavBytes, wavChunk, wavFormat } from '../formats/file-bytes.ts';
import { needsRealData, realData } from '../real-data.ts';
import { folderOf, refusal } from './small-folder.ts';

const wav = (samples: number): Uint8Array => wavBytes(wavFormat(), wavChunk('data', new Uint8Array(2 * samples)));

describe('readSpokenDigits', () => {
  const folder = folderOf({
    'recordings/3_theo_4.wav': wav(80),
    'recordings/3_theo_5.wav': wav(800),
    'recordings/0_jackson_49.wav': wav(8),
    'recordings/1_george_0.wav': wav(8),
    'README.md': '',
  });

  it('splits by take: 0 to 4 are the test set', async () => {
    const [train, test, all] = await Promise.all(
      (['train', 'test', 'all'] as const).map((split) => readSpokenDigits(folder, { split })),
    );
    expect([...train.labels]).toEqual([0, 3]);
    expect([...test.labels]).toEqual([1, 3]);
    expect([...all.labels]).toEqual([0, 1, 3, 3]);
  });

  it('says who speaks, by names in order', async () => {
    const all = await readSpokenDigits(folder, { split: 'all' });
    expect(all.groupNames).toEqual(['george', 'jackson', 'theo']);
    expect([...(all.groups ?? [])]).toEqual([1, 0, 2, 2]);
  });

  it('knows how long the longest recording can be', async () => {
    const { duration } = await readSpokenDigits(folder, { split: 'all' });
    // 800 samples at 8 kHz are 100 ms, and the head of the file is as long as 22 samples.
    expect(duration).toBeGreaterThanOrEqual(100);
    expect(duration).toBeLessThan(104);
  });

  it('reads a recording when it is asked for', async () => {
    const { rate, samples } = await (await readSpokenDigits(folder, { split: 'train' })).sound(1);
    expect([rate, samples.length]).toEqual([8000, 800]);
  });

  it('says what it looked for', async () => {
    const { message } = await refusal(readSpokenDigits(folderOf({}), { split: 'all' }));
    expect(message).toContain('folder/<digit>_<speaker>_<take>.wav');
  });

  describe('on the published recordings', () => {
    needsRealData();

    it('has 50 takes of ten digits of six speakers, 2700 to train and 300 to test', async () => {
      const files = await nodeFolder(`${realData()}/fsdd`);
      const notes: string[] = [];
      const onNote = (text: string): number => notes.push(text);
      const all = await readSpokenDigits(files, { split: 'all', onNote });
      expect(all.size).toBe(3000);
      expect(all.groupNames).toEqual(['george', 'jackson', 'lucas', 'nicolas', 'theo', 'yweweler']);
      for (let digit = 0; digit < 10; digit++) {
        for (let speaker = 0; speaker < 6; speaker++) {
          const takes = all.labels.filter((label, e) => label === digit && all.groups?.[e] === speaker);
          expect(takes.length).toBe(50);
        }
      }
      expect((await readSpokenDigits(files, { split: 'train', onNote })).size).toBe(2700);
      expect((await readSpokenDigits(files, { split: 'test', onNote })).size).toBe(300);
      expect(notes).toEqual([]);
      // The longest recording has 2.2828 s.
      expect(all.duration).toBeGreaterThan(2282.8);
      expect(all.duration).toBeLessThan(2290);
    });
  });
});

describe('readHandwrittenDigits', () => {
  it('reads ink as intensity: 16 is 1', async () => {
    const row = [...Array.from({ length: 64 }, (_, pixel) => (pixel === 1 ? 16 : pixel === 2 ? 4 : 0)), 7].join();
    const train = await readHandwrittenDigits(folderOf({ 'optdigits.tra': `${row}\n${row}\n` }), { split: 'train' });
    expect([...train.labels]).toEqual([7, 7]);
    expect(Array.from(train.intensities.subarray(64, 68))).toEqual([0, 1, 0.25, 0]);
  });

  it('names the line that is wrong, and the file that is missing', async () => {
    const folder = folderOf({ 'optdigits.tra': '1,2,3' });
    expect((await refusal(readHandwrittenDigits(folder, { split: 'train' }))).message).toContain('in line 1');
    expect((await refusal(readHandwrittenDigits(folder, { split: 'test' }))).message).toContain('optdigits.tes');
  });

  describe('on the published files', () => {
    needsRealData();

    it('has 3823 and 1797 digits, and the nearest neighbour gets 98.00 % right, as published', async () => {
      const files = await nodeFolder(`${realData()}/optdigits`);
      const train = await readHandwrittenDigits(files, { split: 'train' });
      const test = await readHandwrittenDigits(files, { split: 'test' });
      expect([train.size, test.size]).toEqual([3823, 1797]);
      let right = 0;
      for (let t = 0; t < test.size; t++) {
        let nearest = Infinity;
        let label = -1;
        for (let e = 0; e < train.size; e++) {
          let distance = 0;
          for (let c = 0; c < 64 && distance < nearest; c++) {
            distance += (train.intensities[e * 64 + c] - test.intensities[t * 64 + c]) ** 2;
          }
          if (distance < nearest) [nearest, label] = [distance, train.labels[e]];
        }
        if (label === test.labels[t]) right++;
      }
      expect((right / test.size).toFixed(4)).toBe('0.9800');
    });
  });
});

describe('readYinYang', () => {
  const files = (samples: number[], labels: number[]): Record<string, Uint8Array> => ({
    'test_samples.npy': npyNumbers(`(${samples.length / 4}, 4)`, samples),
    'test_labels.npy': npyNumbers(`(${labels.length},)`, labels),
  });

  it('reads samples with their labels', async () => {
    const values = [0.1, 0.2, 0.9, 0.8, 0.5, 0.5, 0.5, 0.5];
    const test = await readYinYang(folderOf(files(values, [2, 1])), { split: 'test' });
    expect([...test.labels]).toEqual([2, 1]);
    expect([...test.intensities]).toEqual(values);
  });

  it.each([
    ['a value above 1', [1.1, 0, 0, 0], [0]],
    ['a class that is none', [1, 0, 0, 0], [3]],
    ['another number of labels', [1, 0, 0, 0], [0, 1]],
  ])('refuses %s', async (_, samples, labels) => {
    const error = await refusal(readYinYang(folderOf(files(samples, labels)), { split: 'test' }));
    expect(error.code).toBe('LABEL_RANGE');
  });

  describe('on the published arrays', () => {
    needsRealData();

    it.each(['train', 'validation', 'test'] as const)('equals what is generated, %s', async (split) => {
      const read = await readYinYang(await nodeFolder(`${realData()}/yin-yang`), { split });
      const { labels, intensities } = publishedYinYang(split);
      expect(read.labels).toEqual(labels);
      expect(read.intensities).toEqual(intensities);
    });
  });
});
