import { last, maximum, meanOverTime, spikeCount, sumOverTime } from '@growcone/training';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runReadout } from './support/run-readout.ts';

const y = [0.5, -1, 2, 2, 0.25];

describe('meanOverTime', () => {
  it('is the mean, to which every step contributes alike', () => {
    expect(runReadout(meanOverTime(), y)).toEqual({ value: 0.75, share: [0.2, 0.2, 0.2, 0.2, 0.2] });
  });
});

describe('sumOverTime', () => {
  it('is the sum, to which every step contributes whole', () => {
    expect(runReadout(sumOverTime(), y)).toEqual({ value: 3.75, share: [1, 1, 1, 1, 1] });
  });
});

describe('last', () => {
  it('is the output of the last step', () => {
    expect(runReadout(last(), y)).toEqual({ value: 0.25, share: [0, 0, 0, 0, 1] });
  });
});

describe('maximum', () => {
  it('is the largest output, and its signal goes to the first step that has it', () => {
    expect(runReadout(maximum(), y)).toEqual({ value: 2, share: [0, 0, 1, 0, 0] });
  });

  it('works below zero', () => {
    expect(runReadout(maximum(), [-3, -2, -2])).toEqual({ value: -2, share: [0, 1, 0] });
  });
});

describe('spikeCount', () => {
  it('counts spikes', () => {
    expect(runReadout(spikeCount(), [0, 1, 1, 0])).toEqual({ value: 2, share: [1, 1, 1, 1] });
    expect(spikeCount().reads).toBe('spikes');
  });
});

it.each([meanOverTime(), sumOverTime(), last(), maximum(), spikeCount()])(
  'the share of $name is its derivative',
  (readout) => {
    const trial = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(trial, (values) => {
        const { value, share } = runReadout(readout, values);
        // Piecewise linear, and outputs are at least 1 apart: a difference of 1/4 is exact but for rounding.
        share.forEach((d, t) => {
          const moved = runReadout(readout, values.with(t, values[t]! + 0.25)).value;
          expect((moved - value) / 0.25).toBeCloseTo(d, 12);
        });
      }),
    );
  },
);
