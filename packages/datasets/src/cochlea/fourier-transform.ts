import { sinCosOfTurns } from '@growcone/core';

/**
 * The discrete Fourier transform of one size, in place, from + − × only: the same bits on every engine.
 *
 * The spectrum stands in bit-reversed order, which both directions want and a product of spectra does not mind: bin k is
 * at `place[k]`. Bin k of a signal x is Σ_n x_n e^(−2πi kn/size).
 *
 * @internal
 */
export class FourierTransform {
  /** Number of samples. */
  readonly size: number;
  /** Where each bin of the spectrum is. */
  readonly place: Uint32Array;
  // For each fourfold step of m bins, and each of its bins k: e^(2πi k/4m), its square and its cube.
  readonly #turns: Float64Array;

  /**
   * Prepares transforms of one size.
   *
   * @param size - number of samples, a power of 4
   */
  constructor(size: number) {
    this.size = size;
    this.place = Uint32Array.from({ length: size }, (_, k) => reversed(k, size));
    this.#turns = new Float64Array(2 * (size - 1));
    let at = 0;
    for (let m = 1; m < size; m *= 4) {
      for (let k = 0; k < m; k++) {
        for (let power = 1; power <= 3; power++) {
          const { cos, sin } = sinCosOfTurns((power * k) / (4 * m));
          this.#turns[at++] = cos;
          this.#turns[at++] = sin;
        }
      }
    }
  }

  /**
   * Replaces a signal by its spectrum.
   *
   * @param re - real parts
   * @param im - imaginary parts
   */
  forward(re: Float64Array, im: Float64Array): void {
    const turns = this.#turns;
    let from = turns.length;
    for (let m = this.size / 4; m >= 1; m /= 4) {
      from -= 6 * m;
      for (let block = 0; block < this.size; block += 4 * m) {
        for (let k = 0, t = from; k < m; k++, t += 6) {
          const a = block + k;
          const b = a + m;
          const c = b + m;
          const d = c + m;
          const acRe = re[a] + re[c];
          const acIm = im[a] + im[c];
          const bdRe = re[b] + re[d];
          const bdIm = im[b] + im[d];
          const apartRe = re[a] - re[c];
          const apartIm = im[a] - im[c];
          // (b − d) turned back by a quarter.
          const turnedRe = im[b] - im[d];
          const turnedIm = re[d] - re[b];
          re[a] = acRe + bdRe;
          im[a] = acIm + bdIm;
          const bRe = acRe - bdRe;
          const bIm = acIm - bdIm;
          re[b] = bRe * turns[t + 2] + bIm * turns[t + 3];
          im[b] = bIm * turns[t + 2] - bRe * turns[t + 3];
          const cRe = apartRe + turnedRe;
          const cIm = apartIm + turnedIm;
          re[c] = cRe * turns[t] + cIm * turns[t + 1];
          im[c] = cIm * turns[t] - cRe * turns[t + 1];
          const dRe = apartRe - turnedRe;
          const dIm = apartIm - turnedIm;
          re[d] = dRe * turns[t + 4] + dIm * turns[t + 5];
          im[d] = dIm * turns[t + 4] - dRe * turns[t + 5];
        }
      }
    }
  }

  /**
   * Replaces a spectrum by its signal.
   *
   * @param re - real parts
   * @param im - imaginary parts
   */
  inverse(re: Float64Array, im: Float64Array): void {
    const turns = this.#turns;
    const { size } = this;
    let from = 0;
    for (let m = 1; m < size; m *= 4) {
      for (let block = 0; block < size; block += 4 * m) {
        for (let k = 0, t = from; k < m; k++, t += 6) {
          const a = block + k;
          const b = a + m;
          const c = b + m;
          const d = c + m;
          const bRe = re[b] * turns[t + 2] - im[b] * turns[t + 3];
          const bIm = im[b] * turns[t + 2] + re[b] * turns[t + 3];
          const cRe = re[c] * turns[t] - im[c] * turns[t + 1];
          const cIm = im[c] * turns[t] + re[c] * turns[t + 1];
          const dRe = re[d] * turns[t + 4] - im[d] * turns[t + 5];
          const dIm = im[d] * turns[t + 4] + re[d] * turns[t + 5];
          const abRe = re[a] + bRe;
          const abIm = im[a] + bIm;
          const apartRe = re[a] - bRe;
          const apartIm = im[a] - bIm;
          const cdRe = cRe + dRe;
          const cdIm = cIm + dIm;
          // (c − d) turned by a quarter.
          const turnedRe = dIm - cIm;
          const turnedIm = cRe - dRe;
          re[a] = abRe + cdRe;
          im[a] = abIm + cdIm;
          re[b] = apartRe + turnedRe;
          im[b] = apartIm + turnedIm;
          re[c] = abRe - cdRe;
          im[c] = abIm - cdIm;
          re[d] = apartRe - turnedRe;
          im[d] = apartIm - turnedIm;
        }
      }
      from += 6 * m;
    }
    const scale = 1 / size;
    for (let n = 0; n < size; n++) {
      re[n] *= scale;
      im[n] *= scale;
    }
  }
}

function reversed(k: number, size: number): number {
  let mirrored = 0;
  for (let bit = 1; bit < size; bit *= 2) {
    mirrored = mirrored * 2 + (k & 1);
    k >>= 1;
  }
  return mirrored;
}
