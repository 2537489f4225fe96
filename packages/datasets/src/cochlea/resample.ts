import { sineOfTurns } from '../sine-of-turns.ts';

// Zero crossings of the kernel on each side, in periods of the lower of the two rates.
const CROSSINGS = 64;
// The Blackman window blurs the edge by 5 % to each side, so that what is at half the lower rate or above is gone.
const EDGE = 0.95;
const PI = 3.141592653589793;

/**
 * The same sound at another sampling rate, by a windowed sinc.
 *
 * What lies below 0.9 of half the lower rate is kept to 1e-3; what lies above half the lower rate is gone.
 *
 * @param samples - the sound
 * @param from - its samples per second, a whole number
 * @param to - samples per second wanted, a whole number
 * @internal
 */
export function resample(samples: ArrayLike<number>, from: number, to: number): Float64Array {
  if (from === to) return Float64Array.from(samples);
  const common = greatestCommonDivisor(from, to);
  const period = to / common;
  const jump = from / common;
  const resampled = new Float64Array(Math.floor((samples.length * to) / from));
  const cutoff = (EDGE * Math.min(1, to / from)) / 2;
  const reach = Math.ceil(CROSSINGS * Math.max(1, from / to));
  const weights = new Float64Array(2 * reach);
  // Every `period`-th sample lies at the same distance from the samples around it.
  for (let phase = 0; phase < Math.min(period, resampled.length); phase++) {
    const ahead = ((phase * jump) % period) / period;
    for (let k = 0; k < 2 * reach; k++) weights[k] = kernel(k - reach + 1 - ahead, cutoff, reach);
    const first = Math.floor((phase * jump) / period) - reach + 1;
    for (let n = phase, start = first; n < resampled.length; n += period, start += jump) {
      let sum = 0;
      const end = Math.min(2 * reach, samples.length - start);
      for (let k = Math.max(0, -start); k < end; k++) sum += weights[k] * samples[start + k];
      resampled[n] = sum;
    }
  }
  return resampled;
}

/** The low-pass filter at x samples from its middle. */
function kernel(x: number, cutoff: number, reach: number): number {
  const far = x / reach;
  if (far <= -1 || far >= 1) return 0;
  const window = 0.42 + 0.5 * cosineOfTurns(far / 2) + 0.08 * cosineOfTurns(far);
  const turns = cutoff * x;
  return 2 * cutoff * window * (Math.abs(turns) < 1e-6 ? 1 : sineOfTurns(turns) / (2 * PI * turns));
}

function cosineOfTurns(x: number): number {
  return sineOfTurns(x + 0.25);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
