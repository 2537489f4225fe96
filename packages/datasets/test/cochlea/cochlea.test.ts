import { describe, expect, it } from 'vitest';
import { cochlea, DatasetOptionError, meddis1990 } from '../../src/index.ts';

const ear = cochlea({ seed: 1, channels: 70 });
const tone = (frequency: number, rate = 24000): Float32Array =>
  Float32Array.from({ length: rate / 5 }, (_, n) => Math.sin((2 * Math.PI * frequency * n) / rate));

function counts(units: Uint32Array): Uint32Array {
  const perChannel = new Uint32Array(70);
  for (const unit of units) perChannel[unit]++;
  return perChannel;
}

/** The middle of the channels that fire, by number of spikes over the spontaneous ones. */
function busiest(frequency: number): number {
  const perChannel = counts(ear.hear(tone(frequency), 24000).units);
  const most = Math.max(...perChannel);
  const busy = [...perChannel.keys()].filter((channel) => perChannel[channel]! > 0.8 * most);
  return busy.reduce((sum, channel) => sum + channel, 0) / busy.length;
}

describe('cochlea', () => {
  it('has channels from 22.5 kHz to 110 Hz', () => {
    expect(ear.frequencies).toHaveLength(70);
    expect(ear.frequencies[0]).toBeCloseTo(22508, 0);
    expect(ear.frequencies.at(-1)).toBeCloseTo(110.35, 1);
  });

  it.each([200, 440, 1000, 2500, 5000])('hears %i Hz where the membrane resonates at it', (frequency) => {
    const heard = ear.frequencies[Math.round(busiest(frequency))]!;
    // Loud tones saturate the hair cells, which spreads the busiest channels towards the base: by half an octave at most.
    expect(heard / frequency).toBeGreaterThan(1);
    expect(heard / frequency).toBeLessThan(Math.SQRT2);
  });

  it('hears higher tones closer to the base', () => {
    const places = [250, 400, 640, 1000, 1600, 2560, 4100].map(busiest);
    expect(places).toEqual(places.toSorted((a, b) => b - a));
    expect(new Set(places).size).toBe(7);
  });

  it('stays at rest in places far above what it hears', () => {
    const perChannel = counts(ear.hear(tone(300), 24000).units);
    // The first 10 channels resonate above 11 kHz. At rest a cell fires less than twice per second.
    expect(perChannel.subarray(0, 10).reduce((sum, count) => sum + count, 0)).toBeLessThan(2 * 0.2 * 10);
  });

  it('hears next to nothing in silence', () => {
    const { units } = ear.hear(new Float32Array(24000), 24000);
    // 40 fibres at 61 Hz (65 Hz less their dead time) give a potential of 0.40 ± 0.15, four deviations below threshold;
    // Rice's formula for a Gaussian of that spread has 0.1 crossings per second, and single spikes add a little skew.
    expect(units.length / 70).toBeLessThan(2);
  });

  it('does not care about the gain of a recording', () => {
    const quiet = ear.hear(tone(700), 24000);
    expect(
      ear.hear(
        tone(700).map((x) => 8 * x),
        24000,
      ),
    ).toEqual(quiet);
  });

  it('hears the same whatever the sampling rate', () => {
    const spikes = [8000, 16000, 44100, 48000].map((rate) => ear.hear(tone(500, rate), rate).units.length);
    // Rounding moves some of the random spikes.
    expect(Math.max(...spikes) / Math.min(...spikes)).toBeLessThan(1.03);
  });

  it('depends on seed and example, and on nothing heard before', () => {
    const first = ear.hear(tone(500), 24000, 3);
    expect(cochlea({ seed: 1, channels: 70 }).hear(tone(500), 24000, 3)).toEqual(first);
    expect(ear.hear(tone(500), 24000, 4)).not.toEqual(first);
    expect(cochlea({ seed: 2, channels: 70 }).hear(tone(500), 24000, 3)).not.toEqual(first);
  });

  it('gives spikes by time, at equal times by unit, within the recording', () => {
    const { times, units } = ear.hear(tone(500), 24000);
    expect(times.length).toBeGreaterThan(50);
    for (let i = 1; i < times.length; i++) {
      expect(times[i]! > times[i - 1]! || (times[i] === times[i - 1] && units[i]! > units[i - 1]!)).toBe(true);
    }
    expect(times.at(-1)).toBeLessThan(200);
  });

  it('hears more with shorter ramps, and less with hair cells that release less', () => {
    const { length } = ear.hear(tone(500), 24000).times;
    expect(cochlea({ seed: 1, channels: 70, ramp: 10 }).hear(tone(500), 24000).times.length).toBeGreaterThan(length);
    const weaker = cochlea({ seed: 1, channels: 70, hairCells: { ...meddis1990, release: 1000 } });
    expect(weaker.hear(tone(500), 24000).times.length).toBeLessThan(length);
  });

  it('takes any number of channels, and recordings of a few samples', () => {
    const odd = cochlea({ seed: 1, channels: 3 });
    expect(odd.hear(tone(200), 24000).units.every((unit) => unit < 3)).toBe(true);
    expect(odd.hear([1], 48000).times).toHaveLength(0);
  });

  it.each([
    [() => cochlea({ seed: 1, channels: 1 }), 'cochlea.channels must be a whole number between 2 and 700, got 1.'],
    [() => cochlea({ seed: 1, level: 0 }), 'cochlea.level must be a number of full-scale units above 0, got 0.'],
    [() => cochlea({ seed: 1, ramp: -1 }), 'cochlea.ramp must be a number of at least 0 ms, got -1.'],
    [
      () => ear.hear([0], 44.1),
      'cochlea.rate must be a whole number between 1000 and 768000 samples per second, got 44.1.',
    ],
    [() => ear.hear([], 8000), 'cochlea.samples.length must be a whole number of at least 1, got 0.'],
    [() => ear.hear([0, NaN], 8000), 'cochlea.samples[1] must be a finite number, got NaN.'],
    [() => ear.hear([0], 8000, -1), 'cochlea.example must be a whole number between 0 and 4294967295, got -1.'],
  ])('refuses what makes no sense: %#', (attempt, message) => {
    expect(attempt).toThrow(DatasetOptionError);
    expect(attempt).toThrow(message);
  });
});
