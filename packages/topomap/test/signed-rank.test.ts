import { describe, expect, it } from 'vitest';
import { signedRankLess } from '../src/index.ts';

describe('the signed-rank test', () => {
  it('gives the probability that another implementation gives', () => {
    // @stdlib/stats-wilcoxon 0.2.3, alternative 'less'.
    const x = Float64Array.from({ length: 256 }, (_, i) => Math.sin(i));
    const y = Float64Array.from(x, (value, i) => value + 0.1 * Math.cos(3 * i) + 0.02);
    expect(signedRankLess(x, y) / 0.000003162491158848818).toBeCloseTo(1, 6);
  });

  it('is half for values that are as often larger as smaller, but for the correction', () => {
    const x = [1, -1, 2, -2, 3, -3, 4, -4, 5, -5];
    // Half a rank of a standard deviation of √(96.25 − 0.625), ties counted, adds 0.5 · φ(0) / 9.779 = 0.0204.
    expect(signedRankLess(x, new Float64Array(10))).toBeCloseTo(0.5204, 4);
  });

  it('of one direction and of the other adds up to one but for the correction', () => {
    const x = Float64Array.from({ length: 40 }, (_, i) => Math.cos(i) + 0.1);
    const zero = new Float64Array(40);
    const sum = signedRankLess(x, zero) + signedRankLess(zero, x);
    expect(sum).toBeGreaterThan(1);
    expect(sum).toBeLessThan(1.02);
  });

  it('leaves out equal pairs and missing values', () => {
    expect(signedRankLess([1, 2, NaN], [1, 2, 3])).toBe(1);
  });

  it('refuses lists of different lengths', () => {
    expect(() => signedRankLess([1], [1, 2])).toThrow('Paired values must be as many, got 1 and 2.');
  });
});
