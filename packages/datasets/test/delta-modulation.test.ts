import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCrossings, modulateDelta } from '../src/delta-modulation.ts';

const missing = -2048;

describe('modulateDelta', () => {
  it('crosses where the straight line between two samples has moved by delta', () => {
    const { positions, rises } = modulateDelta({ samples: [10, 10, 30, 15], missing, delta: 10 });
    // Up to 20 and 30 on the way from sample 1 to 2, down to 20 two thirds of the way to sample 3.
    expect([...positions]).toEqual([1.5, 2, 2 + 10 / 15]);
    expect([...rises]).toEqual([1, 1, 0]);
  });

  it('does not answer noise of less than delta', () => {
    expect(countCrossings({ samples: [0, 9, 0, 9, -9, 9, 0], missing, delta: 10 })).toBe(0);
  });

  it('goes straight over samples that were not recorded', () => {
    const { positions } = modulateDelta({ samples: [missing, 0, missing, missing, missing, 4], missing, delta: 1 });
    expect([...positions]).toEqual([2, 3, 4, 5]);
    expect(countCrossings({ samples: [missing, missing], missing, delta: 1 })).toBe(0);
  });

  it('tells the signal to less than delta: delta times rises minus falls is what it moved since the start', () => {
    const sample = fc.integer({ min: -2047, max: 2047 });
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 1, max: 300, noNaN: true }),
        (samples, delta) => {
          const { positions, rises } = modulateDelta({ samples, missing, delta });
          expect(positions.every((at, k) => k === 0 || at >= positions[k - 1])).toBe(true);
          samples.forEach((value, s) => {
            const until = positions.filter((at) => at <= s).length;
            const moved = rises.subarray(0, until).reduce((sum, rise) => sum + (rise ? 1 : -1), 0);
            // Crossings that rounding puts at the sample are up to a few units of the last place of 4095 off.
            expect(Math.abs(samples[0] + moved * delta - value)).toBeLessThan(delta + 1e-9);
          });
        },
      ),
    );
  });
});
