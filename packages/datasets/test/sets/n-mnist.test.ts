import { describe, expect, it } from 'vitest';
import { bin, cropTime, DataFileError, DataFileMissingError, readNMnist, toBatch } from '../../src/index.ts';
import { mnist, nodeFolder } from '../../src/node/index.ts';
import { bs2Bytes } from '../formats/file-bytes.ts';
import { needsRealData, realData } from '../real-data.ts';
import { pairsOf } from '../small-events.ts';
import { folderOf, refusal } from './small-folder.ts';

const first = bs2Bytes([
  [18, 16, 1, 893],
  [17, 9, 0, 2443],
]);

describe('readNMnist', () => {
  it('finds recordings in a folder per digit, in the order of their numbers, below other folders too', async () => {
    const folder = folderOf({
      'sets/Train/7/00002.bin': bs2Bytes([]),
      'sets/Train/3/00010.bin': bs2Bytes([]),
      'sets/Train/5/00001.bin': first,
      'sets/Test/1/00001.bin': bs2Bytes([]),
      'sets/Train/readme.txt': 'not a recording',
    });
    const notes: string[] = [];
    const train = await readNMnist(folder, { split: 'train', onNote: (text) => notes.push(text) });
    expect([...train.labels]).toEqual([5, 7, 3]);
    expect(notes).toEqual(['N-MNIST, train: 3 examples were found, the published set has 60000 or 1000.']);
    expect([...(await readNMnist(folder, { split: 'test' })).labels]).toEqual([1]);
  });

  it('gives times in ms, and units by polarity, row and column', async () => {
    const train = await readNMnist(folderOf({ 'Train/5/00001.bin': first }), { split: 'train' });
    expect(train.shape).toEqual([2, 34, 34]);
    expect(pairsOf(await train.events(0))).toEqual([
      [0.893, 34 * 34 + 16 * 34 + 18],
      [2.443, 9 * 34 + 17],
    ]);
  });

  it('finds the recordings that a list names', async () => {
    const folder = folderOf({ 'train1K.txt': '#sample #class\n2\t7\n1\t5\n', 'bs2/1.bs2': first, 'bs2/2.bs2': first });
    expect([...(await readNMnist(folder, { split: 'train' })).labels]).toEqual([7, 5]);
  });

  it('says where it looked, and where to get the files', async () => {
    const error = await refusal(readNMnist(folderOf({ 'other.txt': '' }), { split: 'test' }));
    expect(error).toBeInstanceOf(DataFileMissingError);
    expect(error.message).toContain('folder/Test/<digit>/<number>.bin');
    expect(error.message).toContain('get Test.zip from https://www.garrickorchard.com/datasets/n-mnist');
  });

  it.each(['3\t1', '1\t11', 'nonsense'])('refuses the line %s of a list', async (line) => {
    const folder = folderOf({ 'train1K.txt': line, 'bs2/1.bs2': first });
    expect((await refusal(readNMnist(folder, { split: 'train' }))).message).toContain(`(line '${line}')`);
  });

  it('refuses a recording that is longer than any of N-MNIST, and one of another camera', async () => {
    const read = async (event: readonly [number, number, number, number]): Promise<unknown> => {
      const folder = folderOf({ 'Train/5/00001.bin': bs2Bytes([event]) });
      return (await readNMnist(folder, { split: 'train' })).events(0);
    };
    const late = await refusal(read([0, 0, 0, 400_000]));
    expect(late).toBeInstanceOf(DataFileError);
    expect(late.message).toContain('expected events from 0 to before 400 ms, got event 0 at 400 ms');
    expect((await refusal(read([34, 0, 0, 1]))).code).toBe('EVENTS_RANGE');
  });

  describe('on the thousand recordings that come with SLAYER', () => {
    needsRealData();

    it('has their class counts, their first events and all of their events', async () => {
      const folder = await nodeFolder(`${realData()}/n-mnist-small`);
      const train = await readNMnist(folder, { split: 'train' });
      const test = await readNMnist(folder, { split: 'test' });
      const counts = (labels: ArrayLike<number>): number[] =>
        Array.from({ length: 10 }, (_, digit) => Array.from(labels).filter((label) => label === digit).length);
      expect(counts(train.labels)).toEqual([97, 116, 99, 93, 105, 92, 94, 117, 87, 100]);
      expect(counts(test.labels)).toEqual([8, 14, 8, 11, 14, 7, 10, 15, 2, 11]);
      const pairs = pairsOf(await train.events(0));
      expect(pairs.length).toBe(4681);
      expect(pairs.slice(0, 3)).toEqual([
        [0.893, 1156 + 16 * 34 + 18],
        [1.06, 1156 + 17 * 34 + 20],
        [2.443, 9 * 34 + 17],
      ]);
      expect(pairs.at(-1)?.[0]).toBe(305.924);
      let events = 0;
      for (const part of [train, test]) {
        for (let e = 0; e < part.size; e++) events += (await part.events(e)).times.length;
      }
      // A recording has 4108 events on average, to the nearest whole number.
      expect(Math.round(events / 1100)).toBe(4108);
    });

    it('has the labels of the digits of MNIST that were recorded', async () => {
      const folder = await nodeFolder(`${realData()}/n-mnist-small`);
      for (const split of ['train', 'test'] as const) {
        const { labels, size } = await readNMnist(folder, { split });
        const images = await mnist({ split, dataDir: realData() });
        expect([...labels]).toEqual([...images.labels.subarray(0, size)]);
      }
    });

    it('becomes spikes of one saccade', async () => {
      const train = await readNMnist(await nodeFolder(realData() + '/n-mnist-small'), { split: 'train' });
      const binned = bin(cropTime(train, { end: 105 }), { dt: 1 });
      const { steps, neurons } = await toBatch(binned, [0, 1]);
      expect(steps).toBe(105);
      expect(binned.tally.events - binned.tally.merged).toBe(neurons.length);
      expect(binned.tally.late).toBe(0);
    });
  });
});
