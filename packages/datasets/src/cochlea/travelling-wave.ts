import { exp } from '@growcone/core';

/** Mechanics of a passive cochlea whose membrane softens exponentially from base to apex, in cm, g and s. */
export interface CochlearMechanics {
  /** Length of the membrane in cm. */
  readonly length: number;
  /** Stiffness at the base, per area, in g/(cm² s²). */
  readonly stiffness: number;
  /** What the stiffness falls below its exponential, in g/(cm² s²). */
  readonly softening: number;
  /** How fast the stiffness falls, in 1/cm. */
  readonly alpha: number;
  /** Mass of the membrane per area, in g/cm². */
  readonly mass: number;
  /** Damping at the base as a share of √(stiffness · mass). */
  readonly damping: number;
  /** Density of the fluid in g/cm³. */
  readonly density: number;
  /** Height of each scala in cm. */
  readonly height: number;
}

/**
 * The constants that the Heidelberg digits were converted with.
 *
 * @internal
 */
export const heidelbergMechanics: CochlearMechanics = {
  length: 3.5,
  stiffness: 1e9,
  softening: 3500,
  alpha: 3,
  mass: 0.05,
  damping: 0.15,
  density: 1,
  height: 0.1,
};

interface Complex {
  readonly re: number;
  readonly im: number;
}

const TWO_PI = 6.283185307179586;

/**
 * The frequency at which a place resonates by itself, in Hz: S(x) = m ω².
 *
 * @param mechanics - of the cochlea
 * @param x - distance from the base in cm
 * @internal
 */
export function characteristicFrequency(mechanics: CochlearMechanics, x: number): number {
  const { stiffness, softening, alpha, mass } = mechanics;
  return Math.sqrt((stiffness * exp(-alpha * x) - softening) / mass) / TWO_PI;
}

/**
 * The wave that a tone sends along the membrane: the long-wave equation of a one-dimensional cochlea.
 *
 *     p″ + k² p = 0,   k²(x) = (2ρ/h) ω² / (S(x) + iωR(x) − mω²),
 *     S(x) = C₀ e^(−αx) − a,   R(x) = δ √(C₀m) e^(−αx/2),
 *
 * for time dependence e^(iωt). The stapes sets p′(0); at the apex the wave leaves without an echo. The solution
 * is found from apex to base by Numerov's method, on a grid of at most 0.005 cm where its error is 2e-5. Where the fluid
 * slows down the membrane gives way, so that its velocity is −h p″/p′(0) for a stapes that moves with velocity 1.
 *
 * N. Sieroka, H. G. Dosch, A. Rupp, J. Acoust. Soc. Am. 120(1), 297–304 (2006), doi:10.1121/1.2204438, approximate
 * the same solution by Hankel functions.
 *
 * @internal
 */
export class TravellingWave {
  /** Velocity of the membrane at each place, for a stapes of velocity 1: real parts. */
  readonly re: Float64Array;
  /** Imaginary parts of the velocity. */
  readonly im: Float64Array;
  readonly #mechanics: CochlearMechanics;
  readonly #parts: number;
  readonly #width: number;
  readonly #stiffness: Float64Array;
  readonly #damping: Float64Array;
  // k² at each point of the grid, and the ratio of the pressure there to that one point closer to the base.
  readonly #squareRe: Float64Array;
  readonly #squareIm: Float64Array;
  readonly #ratioRe: Float64Array;
  readonly #ratioIm: Float64Array;

  /**
   * Lays the grid.
   *
   * @param mechanics - of the cochlea
   * @param places - number of places, evenly from base to apex, at least 2
   */
  constructor(mechanics: CochlearMechanics, places: number) {
    const { length, stiffness, softening, alpha, damping, mass } = mechanics;
    this.re = new Float64Array(places);
    this.im = new Float64Array(places);
    this.#mechanics = mechanics;
    this.#parts = Math.ceil((length * 200) / (places - 1) - 0.01);
    const points = (places - 1) * this.#parts + 1;
    this.#width = length / (points - 1);
    const place = (_: unknown, i: number): number => i * this.#width;
    const distances = Float64Array.from({ length: points }, place);
    this.#stiffness = distances.map((x) => stiffness * exp(-alpha * x) - softening);
    this.#damping = distances.map((x) => damping * Math.sqrt(stiffness * mass) * exp((-alpha * x) / 2));
    this.#squareRe = new Float64Array(points);
    this.#squareIm = new Float64Array(points);
    this.#ratioRe = new Float64Array(points);
    this.#ratioIm = new Float64Array(points);
  }

  /**
   * Solves for one tone; `re` and `im` hold the answer.
   *
   * @param frequency - of the tone in Hz, above 0
   */
  solve(frequency: number): void {
    this.#findSquares(TWO_PI * frequency);
    this.#integrate();
    this.#readVelocities();
  }

  #findSquares(omega: number): void {
    const { mass, density, height } = this.#mechanics;
    const scale = (2 * density * omega * omega) / height;
    const inertia = mass * omega * omega;
    for (let i = 0; i < this.#stiffness.length; i++) {
      const re = this.#stiffness[i] - inertia;
      const im = omega * this.#damping[i];
      const over = scale / (re * re + im * im);
      this.#squareRe[i] = over * re;
      this.#squareIm[i] = -over * im;
    }
  }

  /** Numerov: c₊p₊ − (12 − 10c)p + c₋p₋ = 0 with c = 1 + (width²/12) k², from apex to base. */
  #integrate(): void {
    const twelfth = (this.#width * this.#width) / 12;
    const last = this.#squareRe.length - 1;
    const slope = this.#apexSlope();
    // One step of e^(slope · x), by the Cayley form of the exponential.
    const halfRe = (slope.re * this.#width) / 2;
    const halfIm = (slope.im * this.#width) / 2;
    const under = (1 - halfRe) ** 2 + halfIm * halfIm;
    let ratioRe = ((1 + halfRe) * (1 - halfRe) - halfIm * halfIm) / under;
    let ratioIm = (2 * halfIm) / under;
    let nextRe = 1 + twelfth * this.#squareRe[last];
    let nextIm = twelfth * this.#squareIm[last];
    let hereRe = 1 + twelfth * this.#squareRe[last - 1];
    let hereIm = twelfth * this.#squareIm[last - 1];
    this.#ratioRe[last] = ratioRe;
    this.#ratioIm[last] = ratioIm;
    for (let i = last - 1; i > 0; i--) {
      const beforeRe = 1 + twelfth * this.#squareRe[i - 1];
      const beforeIm = twelfth * this.#squareIm[i - 1];
      const re = 12 - 10 * hereRe - (nextRe * ratioRe - nextIm * ratioIm);
      const im = -10 * hereIm - (nextRe * ratioIm + nextIm * ratioRe);
      const over = 1 / (re * re + im * im);
      ratioRe = (beforeRe * re + beforeIm * im) * over;
      ratioIm = (beforeIm * re - beforeRe * im) * over;
      this.#ratioRe[i] = ratioRe;
      this.#ratioIm[i] = ratioIm;
      nextRe = hereRe;
      nextIm = hereIm;
      hereRe = beforeRe;
      hereIm = beforeIm;
    }
  }

  /** p′/p of a wave k^(−½) e^(−i∫k dx) that leaves through the apex: −ik − (k²)′/4k². */
  #apexSlope(): Complex {
    const last = this.#squareRe.length - 1;
    const re = this.#squareRe[last];
    const im = this.#squareIm[last];
    const risingRe = re - this.#squareRe[last - 1];
    const risingIm = im - this.#squareIm[last - 1];
    const k = squareRoot(re, im);
    const under = 4 * this.#width * (re * re + im * im);
    return {
      re: k.im - (risingRe * re + risingIm * im) / under,
      im: -k.re - (risingIm * re - risingRe * im) / under,
    };
  }

  /** Velocity h k² p / p′(0), with p = 1 at the base. */
  #readVelocities(): void {
    const width = this.#width;
    const squareRe = this.#squareRe;
    const squareIm = this.#squareIm;
    let pressureRe = this.#ratioRe[1];
    let pressureIm = this.#ratioIm[1];
    // The slope at the base from two pressures and their second derivatives, to the order of the grid.
    const bentRe = 2 * squareRe[0] + squareRe[1] * pressureRe - squareIm[1] * pressureIm;
    const bentIm = 2 * squareIm[0] + squareRe[1] * pressureIm + squareIm[1] * pressureRe;
    const slopeRe = (pressureRe - 1) / width + (width * bentRe) / 6;
    const slopeIm = pressureIm / width + (width * bentIm) / 6;
    const over = this.#mechanics.height / (slopeRe * slopeRe + slopeIm * slopeIm);
    const gainRe = slopeRe * over;
    const gainIm = -slopeIm * over;
    pressureRe = 1;
    pressureIm = 0;
    for (let place = 0, i = 0; place < this.re.length; place++) {
      const wantedRe = squareRe[i] * pressureRe - squareIm[i] * pressureIm;
      const wantedIm = squareRe[i] * pressureIm + squareIm[i] * pressureRe;
      this.re[place] = wantedRe * gainRe - wantedIm * gainIm;
      this.im[place] = wantedRe * gainIm + wantedIm * gainRe;
      for (let part = 0; part < this.#parts && i + 1 < squareRe.length; part++) {
        i++;
        const re = pressureRe * this.#ratioRe[i] - pressureIm * this.#ratioIm[i];
        pressureIm = pressureRe * this.#ratioIm[i] + pressureIm * this.#ratioRe[i];
        pressureRe = re;
      }
    }
  }
}

/** The root with a positive real part: of the two waves, the one that runs towards the apex. */
function squareRoot(re: number, im: number): Complex {
  const size = Math.sqrt(re * re + im * im);
  const root = Math.sqrt((size + Math.abs(re)) / 2);
  const other = im / (2 * root);
  return re >= 0 ? { re: root, im: other } : { re: Math.abs(other), im: im < 0 ? -root : root };
}
