import { describe, expect, it } from 'vitest';
import { bin, poissonPatterns, toBatch } from '../src/index.ts';
import { inOrder, pairsOf } from './small-events.ts';

const options = { classes: 3, channels: 40, duration: 500, rate: 10, samplesPerClass: 20, seed: 1 };

describe('poissonPatterns', () => {
  it('repeats the pattern of the class exactly if nothing is varied', async () => {
    const exact = poissonPatterns(options);
    for (let label = 0; label < 3; label++) {
      expect(exact.labels[label + 3]).toBe(label);
      expect(await exact.events(label + 3)).toEqual(await exact.events(label));
    }
    expect(await exact.events(0)).not.toEqual(await exact.events(1));
  });

  it('has the rate asked for, with the spread of a Poisson process', async () => {
    const { times } = await poissonPatterns({ ...options, channels: 4000 }).events(0);
    // 4000 · 500 ms · 10 Hz = 20 000 ± √20 000 = 141
    expect(Math.abs(times.length - 20000)).toBeLessThan(4 * 141);
  });

  it('varies examples of a class by jitter, drop and background, and none of them between epochs', async () => {
    const varied = poissonPatterns({ ...options, jitter: 2, drop: 0.1, background: 1 });
    const [a, b] = [await varied.events(0), await varied.events(3)];
    expect(a).not.toEqual(b);
    expect(await varied.events(0, 7)).toEqual(a);
    expect(pairsOf(a)).toEqual(inOrder(pairsOf(a)));
  });

  it('tells classes by timing: the nearest exact pattern in bins of 20 ms is that of the class', async () => {
    const counts = async (dataset: ReturnType<typeof poissonPatterns>, example: number): Promise<Set<string>> => {
      const { offsets, neurons } = await toBatch(bin(dataset, { dt: 20 }), [example]);
      const set = new Set<string>();
      for (let step = 0; step < 25; step++) {
        for (const channel of neurons.subarray(offsets[step], offsets[step + 1])) set.add(`${step} ${channel}`);
      }
      return set;
    };
    const exact = poissonPatterns(options);
    const varied = poissonPatterns({ ...options, jitter: 2, drop: 0.1, background: 1 });
    const patterns = await Promise.all([0, 1, 2].map((label) => counts(exact, label)));
    for (let example = 0; example < varied.size; example++) {
      const seen = await counts(varied, example);
      const shared = patterns.map((pattern) => [...seen].filter((one) => pattern.has(one)).length);
      expect(shared.indexOf(Math.max(...shared))).toBe(varied.labels[example]);
    }
  });

  it.each([
    [{ classes: 0 }, 'poissonPatterns.classes'],
    [{ rate: 0 }, 'poissonPatterns.rate must be a number of Hz above 0, got 0'],
    [{ drop: 2 }, 'poissonPatterns.drop must be a number between 0 and 1'],
    [{ jitter: -1 }, 'poissonPatterns.jitter'],
  ])('refuses %o', (wrong, message) => {
    expect(() => poissonPatterns({ ...options, ...wrong })).toThrow(message);
  });
});
