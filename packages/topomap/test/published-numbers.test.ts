import { seedKey, type Pairs } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import {
  axisDisplacement,
  connectByDistance,
  grid,
  presets,
  redrawnControl,
  sizeOf,
  stimulusOf,
  type Grid,
  type Stimulus,
} from '../src/index.ts';

const { feedforward, lateral } = presets.knight2025.rewiring;

/** Standard deviation of the displacements of all synapses, both axes together, and how many synapses there are. */
function spread(on: Grid, samples: readonly Pairs[]): { readonly sigma: number; readonly count: number } {
  let [sum, count] = [0, 0];
  for (const { pre, post } of samples) {
    for (const [i, a] of pre.entries()) {
      const b = post[i]!;
      const x = axisDisplacement(a % on.width, b % on.width, on.width, on.shape);
      const y = axisDisplacement(Math.floor(a / on.width), Math.floor(b / on.width), on.height, on.shape);
      sum += x * x + y * y;
    }
    count += pre.length;
  }
  return { sigma: Math.sqrt(sum / (2 * count)), count };
}

describe('initial connectivity by distance', () => {
  it.each([
    ['feed-forward', feedforward],
    ['lateral', lateral],
  ])('has the published width and in-degree on a large torus: %s', (_, kernel) => {
    const on = grid(32);
    const site = { preSize: sizeOf(on), postSize: sizeOf(on), key: seedKey(1), projection: 0, samePopulation: false };
    const { sigma, count } = spread(on, [connectByDistance(on, kernel).connect(site)]);
    // 6434 synapses, two axes: the deviation of a sampled sigma is sigma / √(4 · 6434) = 0.6 %. The published test allows 0.1 of 2.5,
    // 4 %, which is six of them.
    expect(Math.abs(sigma / kernel.sigma - 1)).toBeLessThan(0.04);
    // 2π · peak · sigma² = 6.283; a sum of independent choices has a variance of at most its mean: √6.283 / 32 = 0.078 for the mean of
    // 1024 neurons, and four of these are 0.31.
    expect(Math.abs(count / sizeOf(on) - 2 * Math.PI * kernel.peak * kernel.sigma ** 2)).toBeLessThan(0.31);
  });
});

describe('partners drawn for a fixed in-degree', () => {
  const of = (on: Grid, degree: number, seed: number): Pairs => {
    const post = Uint32Array.from({ length: degree * sizeOf(on) }, (_, i) => i % sizeOf(on));
    return redrawnControl(on, feedforward, { pre: new Uint32Array(post.length), post, variables: {} }, seed);
  };

  it('are exactly sixteen different ones per neuron', () => {
    const on = grid(16);
    const { pre, post } = of(on, 16, 1);
    const partners = Array.from({ length: sizeOf(on) }, () => new Set<number>());
    for (const [i, a] of pre.entries()) partners[post[i]!]!.add(a);
    expect(partners.map((set) => set.size)).toEqual(Array.from({ length: sizeOf(on) }, () => 16));
  });

  it('have the width of the kernel where few are chosen', () => {
    const on = grid(24);
    // Four of about 4π sigma² = 79 likely partners: that none is chosen twice widens it by less than 1 %. 4608 choices: a deviation of
    // 2.5 / √(4 · 4608) = 0.018; the published 0.1 is five, less that 1 %.
    const { sigma } = spread(
      on,
      [1, 2].map((seed) => of(on, 4, seed)),
    );
    expect(Math.abs(sigma - 2.5)).toBeLessThan(0.1);
  });
});

describe('the published stimulus', () => {
  const { stimulus } = presets.knight2025;
  const [tile, layer] = [grid(16), grid(32)];
  const shown = (on: Grid): Stimulus =>
    stimulusOf(stimulus, { layer: on, tile, correlated: true, seed: 1, population: 0, dt: 0.1 });

  /** The first presentation that is centred at a neuron of the tile. */
  function centredAt(s: Stimulus, neuron: number): number {
    // Each of 256 neurons is the centre with equal probability: 10 000 presentations miss one with probability 10⁻¹⁷.
    for (let n = 0; n < 10_000; n++) if (s.centre(n) === neuron) return n;
    throw new Error(`never centred at ${neuron}`);
  }

  it('has 157.8 Hz at its centre, 139.8 beside it, and falls to the base far away', () => {
    const s = shown(tile);
    const rates = s.rates(centredAt(s, 8 * 16 + 8));
    // 5 + 152.8, and 5 + 152.8 e^(−1/8) = 139.84.
    expect(rates[8 * 16 + 8]).toBeCloseTo(157.8, 12);
    for (const beside of [8 * 16 + 7, 8 * 16 + 9, 7 * 16 + 8, 9 * 16 + 8]) expect(Math.trunc(rates[beside]!)).toBe(139);
    // Farthest away, at a distance of √128: 5 + 152.8 e^(−16).
    expect(rates[0]).toBeCloseTo(5, 4);
  });

  it('with its centre in row 1 and column 10 peaks at neuron 42 of a layer 32 wide, and in the other three tiles', () => {
    const s = shown(layer);
    const rates = s.rates(centredAt(s, 1 * 16 + 10));
    const peak = Math.max(...rates);
    const peaks = Array.from(rates.keys()).filter((n) => rates[n] === peak);
    expect(peaks).toEqual([42, 42 + 16, 42 + 16 * 32, 42 + 16 * 32 + 16]);
  });

  it('is the same sixteen neurons on, along both axes, and across the edge', () => {
    const s = shown(layer);
    // Centred in a corner, so that a quarter of the bump lies in each neighbouring tile.
    const rates = s.rates(centredAt(s, 0));
    for (let n = 0; n < sizeOf(layer); n++) {
      const [x, y] = [n % 32, Math.floor(n / 32)];
      expect(rates[n]).toBe(rates[y * 32 + ((x + 16) % 32)]);
      expect(rates[n]).toBe(rates[((y + 16) % 32) * 32 + x]);
    }
    expect(Math.trunc(rates[31]!)).toBe(139);
    expect(Math.trunc(rates[31 * 32]!)).toBe(139);
  });

  it('may be centred at every tile neuron once, whatever the size of the layer', () => {
    const [small, large] = [tile, layer].map(shown);
    for (let n = 0; n < 100; n++) expect(large!.centre(n)).toBe(small!.centre(n));
  });
});
