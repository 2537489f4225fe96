import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type CameraEvents,
  openAedat,
  openWfdbRecord,
  parseEventBytes,
  parseGestureLabels,
  parseNpy,
  parseOptdigits,
  parseTrials,
  parseWav,
  parseWfdbAnnotations,
} from '../../src/index.ts';
import { nodeFile, nodeFolder } from '../../src/node/index.ts';
import { needsRealData, realData } from '../real-data.ts';

const bytesOf = (...path: string[]): Uint8Array => new Uint8Array(readFileSync(join(realData(), ...path)));
const counts = (labels: ArrayLike<number>, classes: number): number[] =>
  Array.from(labels).reduce((sums, label) => sums.with(label, sums[label] + 1), Array<number>(classes).fill(0));
const listed = ({ x, y, channel, times }: CameraEvents, from: number, to?: number): number[][] =>
  Array.from(times, (t, e) => [x[e], y[e], channel[e], t]).slice(from, to);
const ascending = (times: Float64Array): boolean => times.every((t, e) => e === 0 || t >= times[e - 1]);

// Counts and first events were published with the files, found there by other programs.
describe('published files', () => {
  needsRealData();

  it('of N-MNIST have 1069 to 7152 events, half of them ON, in the order of time', () => {
    const folder = ['n-mnist-small', 'bs2'];
    let total = 0;
    let shareOn = 0;
    const sizes = readdirSync(join(realData(), ...folder)).map((name) => {
      const { times, channel } = parseEventBytes(name, bytesOf(...folder, name), {
        encoding: 'bs2',
        width: 34,
        height: 34,
      });
      total += times.length;
      shareOn += channel.reduce((sum, polarity) => sum + polarity, 0) / times.length / 1100;
      expect(times).toSatisfy(ascending);
      expect(times.at(-1)).toBeLessThanOrEqual(336040);
      return times.length;
    });
    expect(sizes).toHaveLength(1100);
    expect([Math.min(...sizes), Math.max(...sizes), Math.round(total / 1100)]).toEqual([1069, 7152, 4108]);
    // The mean over the files of the share in each.
    expect(shareOn).toBeCloseTo(0.4997, 4);
  });

  it('of N-MNIST begin as published', () => {
    const format = { encoding: 'bs2', width: 34, height: 34 } as const;
    const first = parseEventBytes('1.bs2', bytesOf('n-mnist-small', 'bs2', '1.bs2'), format);
    expect(first.times).toHaveLength(4681);
    expect(first.times.at(-1)).toBe(305924);
    expect(listed(first, 0, 3)).toEqual([
      [18, 16, 1, 893],
      [20, 17, 1, 1060],
      [17, 9, 0, 2443],
    ]);
    const original = parseEventBytes('sample.bin', bytesOf('n-mnist-small', 'sample_nmnist.bin'), format);
    expect([original.times.length, original.times[0], original.times.at(-1)]).toEqual([4325, 654, 311175]);
  });

  const slice = (number: number): CameraEvents =>
    parseEventBytes(`${number}.bs2`, bytesOf('dvs128-slices', `${number}.bs2`), {
      encoding: 'bs2',
      width: 128,
      height: 128,
    });

  it('of gestures have the published numbers of events, within 1.45 s', () => {
    const published = [63471, 84260, 113063, 151879, 181179, 124244, 159617, 101288, 141773, 85936];
    published.forEach((size, s) => {
      const { times } = slice(s + 1);
      expect(times).toHaveLength(size);
      expect(times).toSatisfy(ascending);
      expect(times.at(-1)).toBeLessThan(1450000);
    });
  });

  it('a recording in AEDAT has the events of the two slices that it was made of, 1 s and 3 s later', async () => {
    const folder = join(realData(), 'aedat31-fixture');
    const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
      events: number;
      per_class: Record<string, number>;
      first3: number[][];
      last3: number[][];
      sha256_xypt_int32le: string;
    };
    const file = await nodeFile(join(folder, 'user00_fixture.aedat'));
    const recording = await openAedat(file, { width: 128, height: 128 });
    expect(recording.cut).toBeUndefined();
    expect(recording.size).toBe(expected.events);
    const all = await recording.read(0, Infinity);
    expect(listed(all, 0, 3)).toEqual(expected.first3);
    expect(listed(all, -3)).toEqual(expected.last3);
    const rows = Int32Array.from(listed(all, 0).flat());
    expect(createHash('sha256').update(rows).digest('hex')).toBe(expected.sha256_xypt_int32le);

    const labels = parseGestureLabels('labels', bytesOf('aedat31-fixture', 'user00_fixture_labels.csv'), 11);
    expect(labels).toHaveLength(2);
    for (const [row, { gesture, start, end }] of labels.entries()) {
      const events = await recording.read(start, end);
      expect(events.times).toHaveLength(expected.per_class[gesture]);
      const { times, ...rest } = slice(row + 1);
      // The first 0.7 s of each slice.
      const size = times.filter((t) => t < 700_000).length;
      expect(Array.from(events.times, (t) => t - start)).toEqual(Array.from(times.subarray(0, size)));
      for (const key of ['x', 'y', 'channel'] as const) expect(events[key]).toEqual(rest[key].subarray(0, size));
    }
    await file.close();
    expect(parseTrials('trials', bytesOf('aedat31-fixture', 'trials_to_train.txt'))).toEqual(['user00_fixture.aedat']);
    expect(parseTrials('trials', bytesOf('aedat31-fixture', 'trials_to_test.txt'))).toEqual([]);
  });

  it('of Yin-Yang have the published sizes and numbers per class', () => {
    for (const [split, size, perClass] of [
      ['train', 5000, [1681, 1702, 1617]],
      ['validation', 1000, [316, 336, 348]],
      ['test', 1000, [350, 316, 334]],
    ] as const) {
      const samples = parseNpy(split, bytesOf('yin-yang', `${split}_samples.npy`));
      const labels = parseNpy(split, bytesOf('yin-yang', `${split}_labels.npy`));
      expect([samples.shape, labels.shape]).toEqual([[size, 4], [size]]);
      expect(counts(labels.values, 3)).toEqual(perClass);
      // The third and fourth number mirror the first and second.
      for (let at = 0; at < samples.values.length; at += 4) {
        expect(samples.values[at] + samples.values[at + 2]).toBe(1);
      }
    }
  });

  it('of spoken digits are 3000 recordings of 8 kHz, 0.1435 to 2.2828 s long, 0.437 s on average', () => {
    const names = readdirSync(join(realData(), 'fsdd', 'recordings'));
    const seconds = names.map((name) => {
      const { rate, samples } = parseWav(name, bytesOf('fsdd', 'recordings', name));
      expect(rate).toBe(8000);
      return samples.length / rate;
    });
    expect(seconds).toHaveLength(3000);
    expect(Math.min(...seconds)).toBeCloseTo(0.1435, 4);
    expect(Math.max(...seconds)).toBeCloseTo(2.2828, 4);
    expect(seconds.reduce((sum, length) => sum + length, 0) / 3000).toBeCloseTo(0.437, 3);
  });

  it('of optical digits have the numbers per digit of optdigits.names', () => {
    const training = parseOptdigits('tra', bytesOf('optdigits', 'optdigits.tra'));
    const test = parseOptdigits('tes', bytesOf('optdigits', 'optdigits.tes'));
    expect(counts(training.labels, 10)).toEqual([376, 389, 380, 389, 387, 376, 377, 387, 380, 382]);
    expect(counts(test.labels, 10)).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    expect([training.pixels.length, test.pixels.length]).toEqual([64 * 3823, 64 * 1797]);
  });

  it('of the electrocardiogram have first samples and checksums of the header, and the published number of beats', async () => {
    const record = await openWfdbRecord(await nodeFolder(join(realData(), 'mitdb-100')), '100');
    expect([record.rate, record.size]).toEqual([360, 650000]);
    const told = record.signals.map(({ description, initial, checksum }) => [description, initial, checksum]);
    expect(told).toEqual([
      ['MLII', 995, -22131],
      ['V5', 1011, 20052],
    ]);
    // Who reads all samples has them checked against these.
    const leads = await record.read(0, record.size);
    expect(leads.map((samples) => samples[0])).toEqual([995, 1011]);
    expect(leads.map((samples) => (samples.reduce((sum, value) => sum + value, 0) << 16) >> 16)).toEqual([
      -22131, 20052,
    ]);

    // Table of PhysioNet: 2239 normal beats, 33 atrial premature ones, one ventricular one; one rhythm, which is normal.
    const annotations = parseWfdbAnnotations('100.atr', bytesOf('mitdb-100', '100.atr'), record.rate);
    const symbols = annotations.map(({ symbol }) => symbol);
    expect(
      counts(
        symbols.map((symbol) => 'NAV+'.indexOf(symbol)),
        4,
      ),
    ).toEqual([2239, 33, 1, 1]);
    expect(annotations[0]).toEqual({ sample: 18, symbol: '+', subtype: 0, channel: 0, number: 0, text: '(N' });
    expect(annotations[symbols.indexOf('V')]).toMatchObject({ sample: 546792, subtype: 1 });
    expect(annotations.at(-1)).toMatchObject({ sample: 649991, symbol: 'N' });
  });
});
