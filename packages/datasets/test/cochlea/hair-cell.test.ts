import { describe, expect, it } from 'vitest';
import { hairCell, meddis1990, requireHairCells, restOf } from '../../src/cochlea/hair-cell.ts';
import { STEPS_PER_SECOND } from '../../src/cochlea/steps-per-second.ts';

const other = { ...meddis1990, release: 1000, replenish: 11.11, loss: 1250, uptake: 16667, reprocess: 250 };

/** Firing rate in Hz of a rested fibre. */
function rates(velocity: Float64Array, constants = meddis1990): Float64Array {
  const probability = velocity.slice();
  hairCell(probability, constants);
  return probability.map((p) => p * STEPS_PER_SECOND);
}

const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe.each([
  ['of 1990', meddis1990, 64.8],
  ['of other constants', other, 41.5],
])('the hair cell %s', (_, constants, spontaneous) => {
  it(`fires ${spontaneous} times per second in silence, from the first step on`, () => {
    const { offset, halfRelease, release, replenish, loss, uptake, firing } = constants;
    const k = (release * offset) / (offset + halfRelease);
    const exact = (firing * replenish * k) / (loss * k + replenish * (loss + uptake));
    expect(exact).toBeCloseTo(spontaneous, 1);
    const heard = rates(new Float64Array(5000), constants);
    expect(heard[0]).toBeCloseTo(exact, 9);
    expect(heard[4999]).toBeCloseTo(exact, 9);
  });

  it('settles under constant velocity where the same formula says', () => {
    const velocity = 100;
    const heard = rates(new Float64Array(4 * STEPS_PER_SECOND).fill(velocity), constants);
    // Resting at an offset higher by the velocity.
    const { cleft } = restOf({ ...constants, offset: constants.offset + velocity });
    expect(heard.at(-1)! / (constants.firing * cleft)).toBeCloseTo(1, 6);
  });

  it('answers the onset of a tone more than the tone, and less than silence after it', () => {
    const tone = Float64Array.from({ length: 12000 }, (_, n) => 100 * Math.sin((2 * Math.PI * n) / 24));
    const sound = new Float64Array(14400);
    sound.set(tone, 1200);
    const heard = rates(sound, constants);
    const onset = mean(heard.subarray(1200, 1320));
    const sustained = mean(heard.subarray(10800, 13200));
    expect(onset).toBeGreaterThan(1.2 * sustained);
    expect(sustained).toBeGreaterThan(spontaneous);
    expect(mean(heard.subarray(13300, 13420))).toBeLessThan(spontaneous);
  });
});

describe('the hair cell', () => {
  it('follows the upward half of slow movements only', () => {
    const slow = Float64Array.from({ length: 4800 }, (_, n) => 100 * Math.sin((2 * Math.PI * n) / 480));
    const heard = rates(slow).subarray(2400);
    const half = (first: number): number => mean(heard.subarray(first, first + 240));
    expect(half(0)).toBeGreaterThan(10 * half(240));
  });

  it('never makes firing more likely than firing · release / (loss + uptake)', () => {
    const heard = rates(new Float64Array(1000).fill(1e9));
    expect(Math.max(...heard)).toBeLessThanOrEqual((50000 * 2000) / 9080);
  });

  it('refuses constants that steps of 1/24000 s cannot follow, and says why', () => {
    expect(() => requireHairCells({ ...meddis1990, loss: -1 })).toThrow(
      'cochlea.hairCells.loss must be a number of Hz above 0, got -1.',
    );
    expect(() => requireHairCells({ ...meddis1990, uptake: 30000 })).toThrow(
      'cochlea.hairCells.loss + uptake must be at most 24000 per second',
    );
    expect(() => requireHairCells({ ...meddis1990, firing: 1e5 })).toThrow('must be at most 12000 spikes per second');
  });
});
