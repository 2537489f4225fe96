import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeLinearLatency, publishedYinYang, toBatch, yinYang, yinYangClass } from '../src/index.ts';
import { needsRealData, realData } from './real-data.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const counts = (labels: ArrayLike<number>): number[] =>
  [0, 1, 2].map((label) => Array.from(labels).filter((l) => l === label).length);

describe('publishedYinYang', () => {
  it.each([
    ['train', [1681, 1702, 1617], 'f5a4054d56f2a058f8250fba7ff9720458e1625db7af78a295e45701745b2228'],
    ['validation', [316, 336, 348], '5eac358bdf2122763dce3703a79f3005e56e46a4db25ec329a07333d0f7b8093'],
    ['test', [350, 316, 334], '7bab3ed668ed4992679cff6339fe21bfe7d0c921ddc6187eaa3bc6ef34b888d7'],
  ] as const)('makes the published %s samples: their class counts, and their bits', (split, classes, digest) => {
    const { intensities, labels } = publishedYinYang(split);
    expect(counts(labels)).toEqual(classes);
    expect(sha256(new Uint8Array(intensities.buffer))).toBe(digest);
  });

  it('begins with the first published training sample, of class 2', () => {
    const { intensities, labels } = publishedYinYang('train');
    expect([...intensities.subarray(0, 4)]).toEqual([
      0.6803075385877797, 0.450499251969543, 0.3196924614122203, 0.549500748030457,
    ]);
    expect(labels[0]).toBe(2);
  });

  describe('beside the published files', () => {
    needsRealData();

    it.each(['train', 'validation', 'test'] as const)('equals %s bit for bit', (split) => {
      const body = (kind: string): Buffer => {
        const file = readFileSync(join(realData(), 'yin-yang', `${split}_${kind}.npy`));
        return file.subarray(10 + file.readUInt16LE(8));
      };
      const { intensities, labels } = publishedYinYang(split);
      expect(sha256(new Uint8Array(intensities.buffer))).toBe(sha256(body('samples')));
      const published = body('labels');
      expect([...labels]).toEqual(Array.from(labels, (_, e) => Number(published.readBigInt64LE(8 * e))));
    });
  });
});

describe('yinYang', () => {
  const dataset = yinYang({ size: 3000, seed: 1 });

  it('has points within the disc, of the class of their label, with their mirrored coordinates', () => {
    for (let e = 0; e < dataset.size; e++) {
      const [x, y, mirroredX, mirroredY] = dataset.intensities.subarray(4 * e, 4 * e + 4);
      expect(Math.hypot(x - 0.5, y - 0.5)).toBeLessThanOrEqual(0.5);
      expect(yinYangClass(x, y)).toBe(dataset.labels[e]);
      expect([mirroredX, mirroredY]).toEqual([1 - x, 1 - y]);
    }
  });

  it('draws the classes equally often', () => {
    // 1000 ± √(3000 · 1/3 · 2/3) = 26
    for (const count of counts(dataset.labels)) expect(Math.abs(count - 1000)).toBeLessThan(4 * 26);
  });

  it('gives an example the same point whatever the size of the data set', () => {
    expect(yinYang({ size: 10, seed: 1 }).intensities).toEqual(dataset.intensities.slice(0, 40));
    expect(yinYang({ size: 10, seed: 2 }).intensities).not.toEqual(dataset.intensities.slice(0, 40));
  });

  it('becomes four spikes and a bias spike', async () => {
    const batch = await toBatch(
      encodeLinearLatency(dataset, { steps: 50, dt: 1, tEarly: 5, tLate: 45, tBias: 20 }),
      [0, 1],
    );
    expect(batch.neurons.length).toBe(10);
  });

  it('refuses to have no examples', () => {
    expect(() => yinYang({ size: 0, seed: 1 })).toThrow('yinYang.size must be a whole number of at least 1, got 0');
  });
});

describe('yinYangClass', () => {
  it('knows the dots, the two halves, and which half the top and the bottom belong to', () => {
    expect(yinYangClass(0.25, 0.5)).toBe(2);
    expect(yinYangClass(0.75, 0.5)).toBe(2);
    expect(yinYangClass(0.5, 0.9)).toBe(1);
    expect(yinYangClass(0.5, 0.1)).toBe(0);
    expect(yinYangClass(0.25, 0.3)).toBe(1);
    expect(yinYangClass(0.75, 0.7)).toBe(0);
  });
});
