import { describe, expect, it } from 'vitest';
import { paired } from '../src/accuracy/paired.ts';
import { ridge, shareRight } from '../src/accuracy/ridge-regression.ts';
import { accuracyTable } from '../src/accuracy/table.ts';

describe('the paired comparison', () => {
  it('gives the tabulated p-values of Student’s distribution', () => {
    // t = 2.776 at 4 degrees of freedom is the two-sided 5 % point; differences ± s around m have t = m √n / s.
    const spread = [-2, -1, 0, 1, 2];
    const t = 2.776445;
    const shift = (t * Math.sqrt(2.5)) / Math.sqrt(5);
    const { p, difference } = paired(
      spread.map((s) => s + shift),
      spread.map(() => 0),
    );
    expect(difference).toBeCloseTo(shift, 12);
    expect(p).toBeCloseTo(0.05, 6);
  });

  it('finds nothing in differences that cancel', () => {
    expect(paired([1, 2], [2, 1]).p).toBeCloseTo(1, 9);
  });
});

describe('the accuracy table', () => {
  it('has a row per network with mean ± deviation, and compares pairs', () => {
    const run = (row: string, seed: number, testAccuracy: number) => ({
      date: '',
      commit: '',
      command: `npm run growcone -- ${row}`,
      row,
      data: 'mnist',
      seed,
      testAccuracy,
      trainAccuracy: 1,
      informativeShare: 0.7 + 0.1 * seed,
      synapses: 10,
      rewired: 0,
    });
    const table = accuracyTable([
      run('static 1 %', 1, 0.9),
      run('static 1 %', 2, 0.92),
      run('DEEP R 1 %', 1, 0.91),
      run('DEEP R 1 %', 2, 0.94),
    ]);
    // Student's 97.5 % point at 1 degree of freedom is 12.706; no share of right answers is above 1.
    expect(table).toContain(
      '| mnist | static 1 % | 2 | 91.00 ± 1.41 | 78.29 to 100.00 | 100.00 | 10 | 85.0 ± 7.1, at least 80.0 |',
    );
    expect(table).toContain('DEEP R 1 % against static 1 %: +1.50 points over 2 seeds');
  });
});

describe('ridge regression', () => {
  // Three features of twelve rows, of three classes: nothing about them is symmetric.
  const features = Float64Array.from({ length: 36 }, (_, k) => ((k * k * 7 + 3 * k) % 11) + (k % 3) * (k % 5));
  const labels = [0, 1, 2, 0, 0, 1, 2, 2, 1, 0, 0, 1];
  const rows = { features, width: 3, labels };

  it('minimises squared error and λ times squared weights: their derivatives are 0', () => {
    const lambda = 0.3;
    ridge(rows, 3, lambda).forEach((weights, label) => {
      const residuals = labels.map((l, r) => {
        const output = [0, 1, 2].reduce((sum, f) => sum + weights[f]! * features[3 * r + f]!, weights[3]!);
        return output - (l === label ? 1 : 0);
      });
      // The offset is free; a weight is pulled with λ per row.
      expect(residuals.reduce((sum, e) => sum + e, 0)).toBeCloseTo(0, 10);
      for (let f = 0; f < 3; f++) {
        const slope = residuals.reduce((sum, e, r) => sum + e * features[3 * r + f]!, 0);
        expect(slope + 12 * lambda * weights[f]!).toBeCloseTo(0, 9);
      }
    });
  });

  it('tells classes apart that a plane separates', () => {
    const separable = { features: Float64Array.of(0, 1, 1, 1, 8, 2, 9, 0), width: 2, labels: [0, 0, 1, 1] };
    expect(shareRight(separable, ridge(separable, 2, 1e-6))).toBe(1);
  });
});
