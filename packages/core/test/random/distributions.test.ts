import { describe, expect, it } from 'vitest';
import { float32Numbers } from '../../src/math/float32-numbers.ts';
import { normal01, normalF32Steps } from '../../src/random/normal.ts';
import { uniform01, uniformOpen } from '../../src/random/uniform.ts';
import { REJECTED, uniformBelow } from '../../src/random/uniform-below.ts';
import { elementWords } from '../../src/random/words.ts';
import { chiSquare, chiSquareLimit, moments } from '../statistics.ts';

const words = elementWords({ key: [1, 0], stream: 99, step: 0 });
const many = (count: number, draw: (i: number) => number): number[] => Array.from({ length: count }, (_, i) => draw(i));

describe('uniform numbers', () => {
  it('are multiples of 2^-24 below 1', () => {
    expect([uniform01(0), uniform01(255), uniform01(256), uniform01(0xffffffff)]).toEqual([
      0,
      0,
      2 ** -24,
      1 - 2 ** -24,
    ]);
  });

  it('never reach 0 or 1 where a logarithm is taken', () => {
    expect(uniformOpen(0)).toBe(2 ** -33);
    expect(uniformOpen(0xffffffff)).toBe(1 - 2 ** -33);
  });

  it('fill a hundred bins evenly', () => {
    const bins = new Array<number>(100).fill(0);
    for (const u of many(100_000, (i) => uniform01(words(i)))) bins[Math.floor(u * 100)]++;
    // p = 0.001 at this fixed seed.
    expect(
      chiSquare(
        bins,
        many(100, () => 1000),
      ),
    ).toBeLessThan(chiSquareLimit(99));
  });
});

describe('integers below a limit', () => {
  it('come from exactly floor(2^32 / limit) words each', () => {
    // With this limit an integer has one or two words, of which one must be kept.
    const limit = 3_000_000_000;
    const spacing = 2 ** 32 / limit;
    for (const integer of [0, 1, 12_345, 2_999_999_999]) {
      const first = Math.ceil(integer * spacing);
      const last = Math.ceil((integer + 1) * spacing) - 1;
      const accepted = many(last - first + 1, (k) => uniformBelow(limit, first + k)).filter((v) => v !== REJECTED);
      expect(accepted).toEqual([integer]);
    }
  });

  it('are never rejected below a power of two', () => {
    for (const word of [0, 1, 0x7fffffff, 0xffffffff]) expect(uniformBelow(2 ** 20, word)).toBe(word >>> 12);
  });

  it('fill a range that does not divide 2^32 evenly', () => {
    const counts = new Array<number>(7).fill(0);
    for (const k of many(70_000, (i) => uniformBelow(7, words(i, 1)))) if (k !== REJECTED) counts[k]++;
    const total = counts.reduce((a, b) => a + b, 0);
    expect(
      chiSquare(
        counts,
        many(7, () => total / 7),
      ),
    ).toBeLessThan(chiSquareLimit(6));
  });
});

describe('normal numbers', () => {
  const sample = many(100_000, (i) => normal01(words(i, 2), words(i, 3)));

  it('have mean 0 and standard deviation 1', () => {
    const { mean, sd } = moments(sample);
    // Standard errors: 1/√n = 0.0032 and 1/√(2n) = 0.0022; four of each.
    expect(Math.abs(mean)).toBeLessThan(4 * 0.0032);
    expect(Math.abs(sd - 1)).toBeLessThan(4 * 0.0022);
  });

  it('lie within 1, 2 and 3 standard deviations as often as the error function says', () => {
    for (const [width, share] of [
      [1, 0.682689],
      [2, 0.9545],
      [3, 0.9973],
    ] as const) {
      const inside = sample.filter((x) => Math.abs(x) < width).length / sample.length;
      expect(Math.abs(inside - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / sample.length));
    }
  });

  it('are single-precision numbers up to √(-2 ln 2^-24) at most', () => {
    expect(sample.every((x) => Math.fround(x) === x)).toBe(true);
    expect(normal01(0xffffffff, 0)).toBeCloseTo(Math.sqrt(48 * Math.LN2), 5);
    expect(normal01(0, 0x12345678) + 0).toBe(0);
  });

  it('have the bits of the steps that backends print', () => {
    const steps = (first: number, second: number): number =>
      normalF32Steps(float32Numbers, uniform01(first), uniform01(second));
    // Angles around every eighth of a turn, where quarters meet, with the smallest and largest sizes.
    const edges = [-256, -1, 0, 1, 256].flatMap((d) => many(65, (k) => (k * 2 ** 26 + d) >>> 0));
    for (const first of [0, 255, 256, 0x80000000, 0xffffffff])
      for (const second of edges) expect(normal01(first, second)).toBe(steps(first, second));
    for (let i = 0; i < 20_000; i++) expect(normal01(words(i, 2), words(i, 3))).toBe(steps(words(i, 2), words(i, 3)));
  });
});
