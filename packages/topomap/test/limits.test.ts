import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import { GrowconeError, network, seedKey, type Backend, type Pairs } from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import {
  connectByDistance,
  displacementProfile,
  distanceRewiring,
  grid,
  mapQuality,
  presets,
  sizeOf,
  squaredDistance,
  stimulusOf,
  type DistanceRewiringOptions,
  type GaussianKernel,
  type Grid,
} from '../src/index.ts';

const BACKENDS: readonly (readonly [string, Backend])[] = [
  ['the float64 reference', reference()],
  ['the CPU backend', cpu({ threads: 1 })],
];

/** Where the stimuli of these tests are shown. */
const site = { correlated: true, seed: 1, population: 0, dt: 0.1 };

const connected = (on: Grid, kernel: GaussianKernel, seed: number): Pairs =>
  connectByDistance(on, kernel).connect({
    preSize: sizeOf(on),
    postSize: sizeOf(on),
    key: seedKey(seed),
    projection: 0,
    samePopulation: false,
  });

const rule: DistanceRewiringOptions = {
  draw: { pairs: 30 },
  formation: { peak: 1, sigma: 1 },
  eliminateWeak: 1,
  eliminateStrong: 1,
  weak: 0.1,
  birth: 0.5,
};

/** Number of synapses after each of some steps, each with a rewiring. */
async function counts(
  backend: Backend,
  on: Grid,
  options: DistanceRewiringOptions,
  { pre = sizeOf(on), post = sizeOf(on), steps = 4 } = {},
): Promise<number[]> {
  const net = network({ seed: 1 });
  const from = net.population('from', pre, poissonSource({ rate: 0 }));
  const to = net.population('to', post, lif());
  const none = connectByDistance(on, { peak: 0, sigma: 1 });
  const synapses = net.project(from, to, { connect: none, weight: 0.5, format: 'growable-rows' });
  net.rewire(synapses, distanceRewiring(on, options), { every: { steps: 1 } });
  await using live = await net.start(backend);
  const seen: number[] = [];
  for (let t = 0; t < steps; t++) {
    await live.advance(1);
    seen.push((await live.synapses(synapses)).pre.length);
  }
  return seen;
}

describe.each(BACKENDS)('on %s', (_, backend) => {
  it('the one pair of a grid of one neuron comes and goes by turns where both are certain, however often it is drawn', async () => {
    expect(await counts(backend, grid(1), rule)).toEqual([1, 0, 1, 0]);
    expect(await counts(backend, grid(1, 1, 'plane'), { ...rule, draw: { pairs: 1 } })).toEqual([1, 0, 1, 0]);
  });

  it('a probability above 1 is certainty', async () => {
    // Formation is at least 4 e^(−2/2) = 1.5 between all of 2 × 2 neurons, and 400 draws leave one of 16 pairs out with probability
    // 16 (15/16)^400 = 10⁻¹⁰.
    const certain = { ...rule, draw: { pairs: 400 }, formation: { peak: 4, sigma: 1 } };
    const cut = { eliminateStrong: presets.knight2025.rewiring.eliminateWeak };
    expect(cut.eliminateStrong).toBeGreaterThan(1);
    expect(await counts(backend, grid(2), { ...certain, ...cut })).toEqual([16, 0, 16, 0]);
  });

  it('a probability of 0 is never', async () => {
    expect(await counts(backend, grid(1), { ...rule, eliminateStrong: 0 })).toEqual([1, 1, 1, 1]);
    expect(await counts(backend, grid(1), { ...rule, formation: { peak: 0, sigma: 1 } })).toEqual([0, 0, 0, 0]);
  });

  it('a grid that is not the size of the populations is refused', async () => {
    const wrong = counts(backend, grid(3), rule, { pre: 9, post: 20 });
    await expect(wrong).rejects.toBeInstanceOf(GrowconeError);
  });
});

describe('a grid of one neuron', () => {
  const one = grid(1);

  it('has the distance 0 only, and the peak of every kernel there', () => {
    expect(squaredDistance(one, 0, 0)).toBe(0);
    const certain = connected(one, { peak: 1, sigma: 0.1 }, 1);
    expect([Array.from(certain.pre), Array.from(certain.post)]).toEqual([[0], [0]]);
    // Twenty independent choices at 0.5: none, or all, have probability 2 · 2⁻²⁰.
    const chosen = Array.from({ length: 20 }, (_, seed) => connected(one, { peak: 0.5, sigma: 9 }, seed).pre.length);
    expect(new Set(chosen)).toEqual(new Set([0, 1]));
  });

  it('has a stimulus that is always at its centre, and a perfect map of one synapse', () => {
    const { stimulus } = presets.knight2025;
    expect(Array.from(stimulusOf(stimulus, { ...site, layer: one, tile: one }).rates(7))).toEqual([157.8]);
    const synapses = { pre: Uint32Array.of(0), post: Uint32Array.of(0), variables: {} };
    const { sigmaAff, deviation } = mapQuality(one, synapses, 'connectivity');
    expect([sigmaAff, deviation]).toEqual([0, 0]);
    expect(displacementProfile(one, synapses).probability.map((row) => Array.from(row))).toEqual([[1]]);
  });
});

describe('connecting by distance', () => {
  it('with a peak above 1 joins all near enough: as far as peak · exp(−d²/(2 sigma²)) is 1 at least', () => {
    // e^51 exp(−50 d²): e for a neighbour, e^−49 for a diagonal one.
    const on = grid(8);
    const { pre, post } = connected(on, { peak: Math.exp(51), sigma: 0.1 }, 1);
    expect(pre.length).toBe(64 * 5);
    for (const [i, a] of pre.entries()) expect(squaredDistance(on, a, post[i]!)).toBeLessThanOrEqual(1);
  });

  it.each([
    ['sigma', { peak: 1, sigma: -2.5 }, 'gaussianKernel.sigma'],
    ['sigma', { peak: 1, sigma: 0 }, 'gaussianKernel.sigma'],
    ['sigma', { peak: 1, sigma: Number.NaN }, 'gaussianKernel.sigma'],
    ['peak', { peak: -0.1, sigma: 1 }, 'gaussianKernel.peak'],
    ['peak', { peak: Infinity, sigma: 1 }, 'gaussianKernel.peak'],
  ])('refuses a %s that makes no sense: %o', (_, kernel, message) => {
    expect(() => connectByDistance(grid(4), kernel)).toThrow(message);
    expect(() => distanceRewiring(grid(4), { ...rule, formation: kernel })).toThrow(message);
  });

  it('refuses a negative width of a stimulus too', () => {
    const stimulus = { ...presets.knight2025.stimulus, sigma: -2 };
    expect(() => stimulusOf(stimulus, { ...site, layer: grid(4), tile: grid(4) })).toThrow('Stimulus.sigma');
  });
});
