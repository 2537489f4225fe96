import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FourierTransform } from '../../src/cochlea/fourier-transform.ts';

const signal = (size: number): fc.Arbitrary<Float64Array> =>
  fc.float64Array({ minLength: size, maxLength: size, min: -1, max: 1, noNaN: true });

const sizes = [4, 16, 64, 256] as const;

describe('FourierTransform', () => {
  it.each(sizes)('gives bin k as the sum of x_n e^(−2πi kn/N), N = %i', (size) => {
    const transform = new FourierTransform(size);
    fc.assert(
      fc.property(signal(size), signal(size), fc.nat(size - 1), (re, im, k) => {
        let sumRe = 0;
        let sumIm = 0;
        for (let n = 0; n < size; n++) {
          const angle = (-2 * Math.PI * ((k * n) % size)) / size;
          sumRe += re[n] * Math.cos(angle) - im[n] * Math.sin(angle);
          sumIm += im[n] * Math.cos(angle) + re[n] * Math.sin(angle);
        }
        const spectrum = { re: re.slice(), im: im.slice() };
        transform.forward(spectrum.re, spectrum.im);
        // The direct sum rounds N times at most N large.
        expect(spectrum.re[transform.place[k]]).toBeCloseTo(sumRe, 11);
        expect(spectrum.im[transform.place[k]]).toBeCloseTo(sumIm, 11);
      }),
    );
  });

  it.each(sizes)('comes back to the signal, N = %i', (size) => {
    const transform = new FourierTransform(size);
    fc.assert(
      fc.property(signal(size), signal(size), (re, im) => {
        const back = { re: re.slice(), im: im.slice() };
        transform.forward(back.re, back.im);
        transform.inverse(back.re, back.im);
        for (let n = 0; n < size; n++) {
          expect(back.re[n]).toBeCloseTo(re[n], 13);
          expect(back.im[n]).toBeCloseTo(im[n], 13);
        }
      }),
    );
  });

  it('keeps the energy: Σ|X|² = N Σ|x|²', () => {
    const size = 4096;
    const transform = new FourierTransform(size);
    const re = Float64Array.from({ length: size }, (_, n) => ((n * n) % 97) - 48);
    const im = new Float64Array(size);
    const energy = re.reduce((sum, x) => sum + x * x, 0);
    transform.forward(re, im);
    const spectral = re.reduce((sum, x, k) => sum + x * x + im[k] * im[k], 0);
    expect(spectral / size / energy).toBeCloseTo(1, 12);
  });
});
