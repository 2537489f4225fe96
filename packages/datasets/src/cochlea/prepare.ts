import { sineOfTurns } from '../sine-of-turns.ts';

/**
 * Makes recordings equally loud, and lets them begin and end softly: scales to a root mean square, then multiplies both
 * ends by halves of a Hann window. Silence stays silence. Works in place.
 *
 * @param sound - samples of a recording
 * @param level - root mean square wanted before the ramps
 * @param ramp - samples of each ramp, at most half of the recording
 * @internal
 */
export function prepare(sound: Float64Array, level: number, ramp: number): void {
  let energy = 0;
  for (const sample of sound) energy += sample * sample;
  const scale = energy > 0 ? level / Math.sqrt(energy / sound.length) : 0;
  for (let n = 0; n < sound.length; n++) sound[n] *= scale;
  for (let n = 0; n < ramp; n++) {
    // sin² of up to a quarter of a turn: the rising half of a Hann window of 2 · ramp samples.
    const sine = sineOfTurns(n / (2 * (2 * ramp - 1)));
    sound[n] *= sine * sine;
    sound[sound.length - 1 - n] *= sine * sine;
  }
}
