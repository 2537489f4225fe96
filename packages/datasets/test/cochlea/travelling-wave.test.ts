import { describe, expect, it } from 'vitest';
import { characteristicFrequency, heidelbergMechanics, TravellingWave } from '../../src/cochlea/travelling-wave.ts';

const { length, height, alpha } = heidelbergMechanics;
const places = 700;
const width = length / (places - 1);

function peak(wave: TravellingWave, frequency: number): number {
  wave.solve(frequency);
  const sizes = wave.re.map((re, place) => Math.hypot(re, wave.im[place]));
  return sizes.indexOf(Math.max(...sizes));
}

describe('characteristicFrequency', () => {
  it('falls from √((10⁹ − 3500)/0.05)/2π at the base to 110 Hz at the apex', () => {
    expect(characteristicFrequency(heidelbergMechanics, 0)).toBeCloseTo(22507.87, 1);
    // (10⁹ e^(−10.5) − 3500)/0.05 = 480 729
    expect(characteristicFrequency(heidelbergMechanics, 3.5)).toBeCloseTo(Math.sqrt(480729) / (2 * Math.PI), 2);
  });
});

describe('a travelling wave', () => {
  it.each([200, 500, 1000, 3000])('moves as much fluid as the stapes pushes in, at %i Hz', (frequency) => {
    const wave = new TravellingWave(heidelbergMechanics, places);
    wave.solve(frequency);
    // Trapezoid rule: the wave ends before the apex.
    const volume = (velocity: Float64Array): number =>
      (velocity.reduce((sum, v) => sum + v, 0) - velocity[0] / 2) * width;
    expect(volume(wave.re) / height).toBeCloseTo(1, 4);
    expect(volume(wave.im) / height).toBeCloseTo(0, 4);
  });

  it('is a Hankel function where there is stiffness only', () => {
    // p = H₀⁽²⁾(2k(x)/α) exactly, so v = −h k² H₀⁽²⁾(2k(x)/α) / (k(0) H₁⁽²⁾(2k(0)/α)); values from SciPy's hankel2.
    const wave = new TravellingWave({ ...heidelbergMechanics, mass: 1e-12, damping: 0, softening: 0 }, 701);
    wave.solve(300);
    const exact = [
      [0, -0.008485852991130322, 0.006918502970107296],
      [200, -0.015915585406221615, 0.12180870692249561],
      [400, 0.49086310444357784, -1.1136857348807923],
      [600, 5.837595444257303, -10.01910333233122],
    ] as const;
    for (const [place, re, im] of exact) {
      // A step at the apex, where k is 51/cm, is 0.26 long: its exponential is right to a twelfth of the cube of that.
      expect(Math.hypot(wave.re[place] - re, wave.im[place] - im) / Math.hypot(re, im)).toBeLessThan(2e-3);
    }
  });

  it.each([150, 300, 700, 1500, 3000, 6000, 10000])(
    'peaks where the membrane resonates 10 to 20 %% higher: %i Hz',
    (f) => {
      // Damping ends the wave before its resonance, as in every passive cochlea.
      const place = peak(new TravellingWave(heidelbergMechanics, places), f);
      const ratio = characteristicFrequency(heidelbergMechanics, place * width) / f;
      expect(ratio).toBeGreaterThan(1.1);
      expect(ratio).toBeLessThan(1.2);
    },
  );

  it('peaks 2 ln 2/α closer to the base for each octave', () => {
    const wave = new TravellingWave(heidelbergMechanics, places);
    for (const frequency of [500, 1000, 2000, 4000]) {
      const octave = peak(wave, frequency) - peak(wave, 2 * frequency);
      // Two peaks, each known to half a place.
      expect(Math.abs(octave * width - (2 * Math.LN2) / alpha)).toBeLessThan(1.01 * width);
    }
  });

  it('is the same on coarse places: they lie on a finer grid', () => {
    const fine = new TravellingWave(heidelbergMechanics, 700);
    const coarse = new TravellingWave(heidelbergMechanics, 234);
    fine.solve(1234);
    coarse.solve(1234);
    for (let place = 0; place < 234; place += 13) {
      expect(coarse.re[place]).toBeCloseTo(fine.re[3 * place], 9);
      expect(coarse.im[place]).toBeCloseTo(fine.im[3 * place], 9);
    }
  });
});
