import { FourierTransform } from './fourier-transform.ts';
import { STEPS_PER_SECOND } from './steps-per-second.ts';
import { characteristicFrequency, heidelbergMechanics, TravellingWave } from './travelling-wave.ts';

const SIZE = 16384;
// The slowest place, that of 110 Hz, has faded by 4 orders of magnitude 170 ms after a click.
const MEMORY = 4096;
// A filter that ends at the highest frequency of the signal looks ahead a little.
const AHEAD = 256;
const HOP = SIZE - MEMORY - AHEAD;

/** A signal of 1 is a stapes that moves with 2/h cm/s: the scale of the published conversion. */
const STAPES = 2 / heidelbergMechanics.height;

/**
 * The basilar membrane as a bank of linear filters: how fast each place moves in response to a sound.
 *
 * The response of a place to every frequency is that of `TravellingWave`, computed once. Signals are convolved with it
 * by Fourier transform in overlapping blocks, so that signals of all lengths share the same responses.
 *
 * @internal
 */
export class BasilarMembrane {
  /** The frequency in Hz at which each place resonates by itself, from base to apex. */
  readonly frequencies: Float64Array;
  readonly #transform: FourierTransform = new FourierTransform(SIZE);
  // Responses of places 2i and 2i + 1 as one complex response A + iB, in the order of the transform.
  readonly #re: Float32Array;
  readonly #im: Float32Array;

  /**
   * Computes the responses.
   *
   * @param places - number of places, evenly from base to apex, at least 2
   */
  constructor(places: number) {
    const mechanics = heidelbergMechanics;
    this.frequencies = Float64Array.from({ length: places }, (_, i) =>
      characteristicFrequency(mechanics, (i * mechanics.length) / (places - 1)),
    );
    const pairs = Math.ceil(places / 2);
    this.#re = new Float32Array(pairs * SIZE);
    this.#im = new Float32Array(pairs * SIZE);
    const wave = new TravellingWave(mechanics, places);
    const { place } = this.#transform;
    for (let bin = 1; bin < SIZE / 2; bin++) {
      wave.solve((bin * STEPS_PER_SECOND) / SIZE);
      const positive = place[bin];
      const negative = place[SIZE - bin];
      for (let pair = 0; pair < pairs; pair++) {
        const aRe = STAPES * wave.re[2 * pair];
        const aIm = STAPES * wave.im[2 * pair];
        // The last of an odd number of places stands alone.
        const bRe = STAPES * (wave.re[2 * pair + 1] ?? 0);
        const bIm = STAPES * (wave.im[2 * pair + 1] ?? 0);
        const at = pair * SIZE;
        this.#re[at + positive] = aRe - bIm;
        this.#im[at + positive] = aIm + bRe;
        this.#re[at + negative] = aRe + bIm;
        this.#im[at + negative] = bRe - aIm;
      }
    }
  }

  /**
   * Lets the membrane hear a signal.
   *
   * @param signal - `STEPS_PER_SECOND` samples per second
   * @returns a function that writes the velocity of places 2 · pair and 2 · pair + 1 in cm/s at every sample
   */
  hear(signal: Float64Array): (pair: number, even: Float64Array, odd: Float64Array) => void {
    const spectra: { readonly re: Float64Array; readonly im: Float64Array }[] = [];
    for (let start = 0; start < signal.length; start += HOP) {
      const re = new Float64Array(SIZE);
      const im = new Float64Array(SIZE);
      const first = Math.max(0, start - MEMORY);
      re.set(signal.subarray(first, start - MEMORY + SIZE), first - (start - MEMORY));
      this.#transform.forward(re, im);
      spectra.push({ re, im });
    }
    const re = new Float64Array(SIZE);
    const im = new Float64Array(SIZE);
    return (pair, even, odd) => {
      for (const [block, spectrum] of spectra.entries()) {
        this.#filter(pair, spectrum.re, spectrum.im, re, im);
        const start = block * HOP;
        const end = MEMORY + Math.min(HOP, signal.length - start);
        even.set(re.subarray(MEMORY, end), start);
        odd.set(im.subarray(MEMORY, end), start);
      }
    };
  }

  #filter(pair: number, fromRe: Float64Array, fromIm: Float64Array, re: Float64Array, im: Float64Array): void {
    const at = pair * SIZE;
    for (let k = 0; k < SIZE; k++) {
      const gainRe = this.#re[at + k];
      const gainIm = this.#im[at + k];
      re[k] = fromRe[k] * gainRe - fromIm[k] * gainIm;
      im[k] = fromRe[k] * gainIm + fromIm[k] * gainRe;
    }
    this.#transform.inverse(re, im);
  }
}
