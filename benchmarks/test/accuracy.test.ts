import { describe, expect, it } from 'vitest';
import { paired } from '../src/accuracy/paired.ts';
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
    expect(table).toContain('| mnist | static 1 % | 2 | 91.00 ± 1.41 | 100.00 | 10 | 85.0 ± 7.1, at least 80.0 |');
    expect(table).toContain('DEEP R 1 % against static 1 %: +1.50 points over 2 seeds');
  });
});
