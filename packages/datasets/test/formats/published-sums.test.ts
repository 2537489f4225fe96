import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  openWfdbRecord,
  parseEventBytes,
  parseOptdigits,
  parseWav,
  parseWfdbAnnotations,
  readHeartbeats,
} from '../../src/index.ts';
import { fashionMnist, mnist, nodeFolder } from '../../src/node/index.ts';
import { needsRealData, realData } from '../real-data.ts';

const bytesOf = (...path: string[]): Uint8Array => new Uint8Array(readFileSync(join(realData(), ...path)));
const sum = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k];
  return total;
};

// Found by a short program in Python, with its standard library only (gzip, wave, csv), from the descriptions of the formats.
// NumPy for the electrocardiogram, and for its events a loop that moves a level by one threshold at a time.
// Whole numbers below 2⁵³: sums are exact in any order.
describe('all numbers of published files add up to what Python finds', () => {
  needsRealData();

  it.each([
    ['n-mnist-small/bs2', 34, { events: 4518827, x: 75284427, y: 77763931, on: 2250078, times: 668576663346 }],
    ['dvs128-slices', 128, { events: 1206710, x: 75408054, y: 93052145, on: 609579, times: 881085697326 }],
  ])('%s: events, columns, rows, polarities and times', (folder, side, expected) => {
    const found = { events: 0, x: 0, y: 0, on: 0, times: 0 };
    for (const name of readdirSync(join(realData(), folder)).filter((file) => file.endsWith('.bs2'))) {
      const format = { encoding: 'bs2', width: side, height: side } as const;
      const { x, y, channel, times } = parseEventBytes(name, bytesOf(folder, name), format);
      found.events += times.length;
      found.x += sum(x);
      found.y += sum(y);
      found.on += sum(channel);
      found.times += sum(times);
    }
    expect(found).toEqual(expected);
  });

  it.each([
    ['mnist', mnist, 'train', 1567298545, 267236],
    ['mnist', mnist, 'test', 264923200, 44434],
    ['fashion-mnist', fashionMnist, 'train', 3431114169, 270000],
    ['fashion-mnist', fashionMnist, 'test', 573469082, 45000],
  ] as const)('%s: grey values and labels', async (_, read, split, grey, classes) => {
    const { intensities, labels } = await read({ split, dataDir: realData() });
    expect([sum(intensities), sum(labels)]).toEqual([grey, classes]);
  });

  it('fsdd: samples, and their squares', () => {
    const found = { samples: 0, total: 0, squares: 0 };
    for (const name of readdirSync(join(realData(), 'fsdd', 'recordings'))) {
      const { samples } = parseWav(name, bytesOf('fsdd', 'recordings', name));
      const whole = samples.map((sample) => sample * 2 ** 15);
      found.samples += whole.length;
      found.total += sum(whole);
      found.squares += sum(Float64Array.from(whole, (sample) => sample * sample));
    }
    expect(found).toEqual({ samples: 10498424, total: -332692700, squares: 41722163322106 });
  });

  it.each([
    ['tra', 3823, 1204758, 17193],
    ['tes', 1797, 561718, 8070],
  ])('optdigits.%s: images, pixels and labels', (kind, size, ink, classes) => {
    const digits = parseOptdigits(kind, bytesOf('optdigits', `optdigits.${kind}`));
    expect([digits.size, sum(digits.pixels), sum(digits.labels)]).toEqual([size, ink, classes]);
  });

  it('mitdb-100: samples of both leads, and their squares', async () => {
    const record = await openWfdbRecord(await nodeFolder(join(realData(), 'mitdb-100')), '100');
    const found = (await record.read(0, record.size)).map((samples) => ({
      samples: samples.length,
      total: sum(samples),
      squares: sum(Float64Array.from(samples, (sample) => sample * sample)),
      least: samples.reduce((least, sample) => Math.min(least, sample)),
      most: samples.reduce((most, sample) => Math.max(most, sample)),
    }));
    expect(found).toEqual([
      { samples: 650000, total: 625781133, squares: 603435133669, least: 481, most: 1311 },
      { samples: 650000, total: 640765524, squares: 632233387306, least: 531, most: 1269 },
    ]);
  });

  it('mitdb-100: annotations and their samples', () => {
    const annotations = parseWfdbAnnotations('100.atr', bytesOf('mitdb-100', '100.atr'), 360);
    expect([annotations.length, sum(annotations.map(({ sample }) => sample))]).toEqual([2274, 738342143]);
  });

  it('mitdb-100: falls and rises by 0.1 mV around all beats, 250 ms before to 350 ms after', async () => {
    const folder = await nodeFolder(join(realData(), 'mitdb-100'));
    const beats = await readHeartbeats(folder, { threshold: 0.1, duration: 600, before: 250 });
    const found = [0, 0, 0, 0];
    for (let beat = 0; beat < beats.size; beat++) {
      for (const unit of (await beats.events(beat)).units) found[unit]++;
    }
    expect(found).toEqual([38264, 24203, 38324, 24122]);
  });
});
