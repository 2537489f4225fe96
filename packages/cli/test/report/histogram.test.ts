import { describe, expect, it } from 'vitest';
import { histogram, wholeHistogram } from '../../src/report/histogram.ts';

describe('a histogram', () => {
  it('counts every value once, the largest in the last bin', () => {
    expect(histogram([0, 0.1, 0.5, 0.9, 1], 2)).toEqual({ start: 0, width: 0.5, counts: [2, 3] });
  });

  it('gives one value a bin around it', () => {
    expect(histogram([3, 3], 1)).toEqual({ start: 2.5, width: 1, counts: [2] });
  });

  it('has a bin per whole number while they are few', () => {
    expect(wholeHistogram([2, 4, 4], 10)).toEqual({ start: 1.5, width: 1, counts: [1, 0, 2] });
  });

  it('joins whole numbers where they are many', () => {
    expect(wholeHistogram([0, 1, 2, 3, 4, 5], 3)).toEqual({ start: -0.5, width: 2, counts: [2, 2, 2] });
  });
});
