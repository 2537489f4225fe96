import { describe, expect, it } from 'vitest';
import { prepare } from '../../src/cochlea/prepare.ts';
import { resample } from '../../src/cochlea/resample.ts';

const tone = (frequency: number, rate: number, seconds: number): Float64Array =>
  Float64Array.from({ length: rate * seconds }, (_, n) => Math.sin((2 * Math.PI * frequency * n) / rate));

/** Largest difference away from the ends, which the filter blurs. */
function apart(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, x, n) => (n < 500 || n > a.length - 500 ? most : Math.max(most, Math.abs(x - b[n]))), 0);
}

describe('resample', () => {
  it.each([
    [8000, 24000, 3500],
    [16000, 24000, 1000],
    [44100, 24000, 10000],
    [48000, 24000, 440],
    [11025, 24000, 4000],
    [24000, 24000, 9999],
  ])('keeps a tone: %i → %i samples per second, %i Hz', (from, to, frequency) => {
    expect(apart(resample(tone(frequency, from, 0.25), from, to), tone(frequency, to, 0.25))).toBeLessThan(1e-3);
  });

  it('removes what the lower rate cannot carry', () => {
    expect(apart(resample(tone(13000, 48000, 0.25), 48000, 24000), new Float64Array(6000))).toBeLessThan(1e-3);
  });

  it('ends with the recording', () => {
    expect(resample(new Float32Array(1001), 8000, 24000)).toHaveLength(3003);
    expect(resample(new Float32Array(1001), 44100, 24000)).toHaveLength(544);
  });
});

describe('prepare', () => {
  const rms = (sound: Float64Array): number => Math.sqrt(sound.reduce((sum, x) => sum + x * x, 0) / sound.length);

  it('scales to the level', () => {
    const sound = tone(100, 8000, 0.5);
    prepare(sound, 0.3, 0);
    expect(rms(sound)).toBeCloseTo(0.3, 12);
  });

  it('ramps both ends as a Hann window, over all of the recording if the ramps are half of it', () => {
    const sound = new Float64Array(1000).fill(1);
    prepare(sound, 1, 500);
    expect(sound[0]).toBe(0);
    expect(sound[999]).toBe(0);
    expect(sound[500]).toBeCloseTo(1, 5);
    // A Hann window has a mean of ½ and a mean square of 3/8.
    expect(rms(sound)).toBeCloseTo(Math.sqrt(3 / 8), 3);
  });

  it('leaves silence silent', () => {
    const sound = new Float64Array(10);
    prepare(sound, 0.3, 5);
    expect(sound).toEqual(new Float64Array(10));
  });
});
