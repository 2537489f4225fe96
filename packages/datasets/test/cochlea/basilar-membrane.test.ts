import { describe, expect, it } from 'vitest';
import { BasilarMembrane } from '../../src/cochlea/basilar-membrane.ts';
import { TravellingWave, heidelbergMechanics } from '../../src/cochlea/travelling-wave.ts';

const membrane = new BasilarMembrane(15);

function velocity(signal: Float64Array, place: number): Float64Array {
  const both = [new Float64Array(signal.length), new Float64Array(signal.length)] as const;
  membrane.hear(signal)(place >> 1, ...both);
  return both[place % 2]!;
}

const peak = (signal: Float64Array): number => signal.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** A click of a fifth of a millisecond, without the frequencies that steps of 1/24 ms cannot tell from each other. */
function click(at: number, length: number): Float64Array {
  const sound = new Float64Array(length);
  for (let n = -12; n <= 12; n++) sound[at + n] = Math.exp(-(n * n) / 18);
  return sound;
}

describe('the basilar membrane', () => {
  it('is linear', () => {
    const a = Float64Array.from({ length: 3000 }, (_, n) => Math.sin(n / 7));
    const b = Float64Array.from({ length: 3000 }, (_, n) => ((n * 7919) % 101) / 50 - 1);
    const mixed = a.map((x, n) => 3 * x - 2 * b[n]);
    for (const place of [0, 5, 8, 14]) {
      const [fromA, fromB, fromMixed] = [a, b, mixed].map((sound) => velocity(sound, place));
      const apart = fromMixed!.map((v, n) => v - (3 * fromA![n] - 2 * fromB![n]));
      expect(peak(apart) / peak(fromMixed!)).toBeLessThan(1e-12);
    }
  });

  it('moves after the sound, the later the closer to the apex', () => {
    const delays = [4, 6, 8, 10, 12, 14].map((place) => {
      const heard = velocity(click(2000, 12000), place);
      // Of the rounding of the responses to single precision, little leaks to where nothing should be.
      expect(peak(heard.subarray(0, 1980)) / peak(heard)).toBeLessThan(1e-5);
      const energy = heard.reduce((sum, v) => sum + v * v, 0);
      return heard.reduce((sum, v, n) => sum + v * v * (n - 2000), 0) / energy;
    });
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    // Steps of 1/24 ms: 31 ms at the apex.
    expect(delays.at(-1)! / 24).toBeGreaterThan(20);
    expect(delays.at(-1)! / 24).toBeLessThan(40);
  });

  it.each([3, 9, 14])('answers late sounds, in later blocks, as early ones: place %i', (place) => {
    const early = velocity(click(1000, 30000), place);
    const late = velocity(click(11500, 30000), place);
    // What lasts longer than the overlap of the blocks: 1/10 000 at the apex.
    const apart = early.subarray(0, 19000).map((v, n) => v - late[n + 10500]);
    expect(peak(apart) / peak(early)).toBeLessThan(1e-3);
  });

  it('answers a tone with the size of the travelling wave', () => {
    const tone = Float64Array.from({ length: 9600 }, (_, n) => Math.sin((2 * Math.PI * 1000 * n) / 24000));
    const wave = new TravellingWave(heidelbergMechanics, 15);
    wave.solve(1000);
    for (const place of [3, 6, 8]) {
      const settled = velocity(tone, place).subarray(7200);
      const scale = 2 / heidelbergMechanics.height;
      // 24 samples a period: one is within 7.5° of the maximum.
      expect(peak(settled) / (scale * Math.hypot(wave.re[place], wave.im[place]))).toBeCloseTo(1, 1.7);
    }
  });
});
