import { seedKey, type StoreSnapshot } from '@growcone/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  connectByDistance,
  displacementProfile,
  grid,
  mapQuality,
  probabilityAt,
  receptiveField,
  redrawnControl,
  shuffledControl,
  sizeOf,
} from '../src/index.ts';

const layer = grid(16);
const kernel = { peak: 0.16, sigma: 2.5 };

function drawn(seed: number): StoreSnapshot {
  const size = sizeOf(layer);
  const { pre, post } = connectByDistance(layer, kernel).connect({
    preSize: size,
    postSize: size,
    key: seedKey(seed),
    projection: 0,
    samePopulation: false,
  });
  return { pre, post, variables: { w: Float64Array.from(pre, (_, i) => (i % 7) / 7) } };
}

const degrees = (post: Uint32Array): number[] => {
  const counts = new Array<number>(sizeOf(layer)).fill(0);
  for (const neuron of post) counts[neuron]! += 1;
  return counts;
};

describe('a receptive field', () => {
  it('has its centre across the edge of a torus where its synapses are', () => {
    // Columns 15, 0, 1 of row 0: mean 0, variance 2/3 along x; one row, so no spread along y.
    const { x, y, sigma } = receptiveField(layer, [15, 0, 1], [1, 1, 1]);
    expect([x, y]).toEqual([0, 0]);
    expect(sigma).toBeCloseTo(Math.sqrt(2 / 3) / 2, 12);
  });

  it('weighs synapses: the centre is their mean where the field is small', () => {
    const { x, sigma } = receptiveField(layer, [4, 8], [3, 1]);
    expect(x).toBe(5);
    // Variance of 4 (weight 3) and 8 (weight 1) about 5 is (3 · 1 + 9) / 4 = 3.
    expect(sigma).toBeCloseTo(Math.sqrt(3) / 2, 12);
  });

  it('spreads least about its centre, of all places', () => {
    const wide = grid(40, 30);
    const spread = (pre: readonly number[], weights: readonly number[], axis: 'x' | 'y', centre: number): number => {
      const length = axis === 'x' ? 40 : 30;
      const place = (n: number): number => (axis === 'x' ? n % 40 : Math.floor(n / 40));
      const squared = pre.map((n) => Math.min(Math.abs(place(n) - centre), length - Math.abs(place(n) - centre)) ** 2);
      const total = weights.reduce((sum, w) => sum + w, 0);
      return Math.sqrt(squared.reduce((sum, d, i) => sum + weights[i]! * d, 0) / total);
    };
    const least = (pre: readonly number[], weights: readonly number[], axis: 'x' | 'y'): number =>
      Math.min(...Array.from({ length: axis === 'x' ? 400 : 300 }, (_, step) => spread(pre, weights, axis, step / 10)));
    const near = fc.tuple(fc.nat(1199), fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 12 }));
    fc.assert(
      fc.property(near, fc.array(fc.nat(1199), { maxLength: 2 }), ([start, around], far) => {
        const [x, y] = [start % 40, Math.floor(start / 40)];
        const cluster = around.map(([dx, dy]) => ((y + dy) % 30) * 40 + ((x + dx) % 40));
        const pre = [...cluster, ...far];
        const weights = pre.map((_, i) => 1 + (i % 3));
        const expected = (least(pre, weights, 'x') + least(pre, weights, 'y')) / 2;
        expect(receptiveField(wide, pre, weights).sigma).toBeCloseTo(expected, 9);
      }),
    );
  });

  it('moves with its synapses', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255), { minLength: 1, maxLength: 8 }), fc.nat(15), (pre, by) => {
        const moved = pre.map((n) => Math.floor(n / 16) * 16 + (((n % 16) + by) % 16));
        const weights = pre.map(() => 1);
        expect(receptiveField(layer, moved, weights).sigma).toBeCloseTo(receptiveField(layer, pre, weights).sigma, 9);
      }),
    );
  });

  it('of no synapses, or of weights that are all zero, has no centre', () => {
    expect(receptiveField(layer, [], []).sigma).toBeNaN();
    expect(receptiveField(layer, [3], [0])).toEqual({ x: NaN, y: NaN, sigma: NaN });
  });
});

describe('the quality of a map', () => {
  it('is perfect where every neuron has one synapse, from its own place', () => {
    const all = Uint32Array.from({ length: 256 }, (_, n) => n);
    const quality = mapQuality(layer, { pre: all, post: all, variables: {} }, 'connectivity');
    expect([quality.sigmaAff, quality.deviation]).toEqual([0, 0]);
  });

  it('of synapses at a fixed displacement is that displacement', () => {
    const post = Uint32Array.from({ length: 256 }, (_, n) => n);
    const pre = post.map((n) => (n + 3 * 16) % 256);
    const { sigmaAff, deviation } = mapQuality(layer, { pre, post, variables: {} }, 'connectivity');
    expect([sigmaAff, deviation]).toEqual([0, 3]);
  });

  it('leaves out neurons without afferents', () => {
    const synapses = { pre: Uint32Array.of(0), post: Uint32Array.of(0), variables: {} };
    const { deviation, neurons } = mapQuality(layer, synapses, 'connectivity');
    expect(deviation).toBe(0);
    expect(neurons.sigma[1]).toBeNaN();
  });

  it('refuses synapses beyond the grid', () => {
    const synapses = { pre: Uint32Array.of(0), post: Uint32Array.of(256), variables: {} };
    expect(() => mapQuality(layer, synapses, 'connectivity')).toThrow('the grid has 256 neurons');
  });
});

describe('the control with partners drawn anew', () => {
  it('keeps how many synapses a neuron has, each from another neuron', () => {
    const synapses = drawn(1);
    const { pre, post } = redrawnControl(layer, kernel, synapses, 1);
    expect(degrees(post)).toEqual(degrees(synapses.post));
    expect(new Set(Array.from(pre, (a, i) => a * 256 + post[i]!)).size).toBe(pre.length);
  });

  it('spreads as the kernel does', () => {
    const { probability, left, top } = displacementProfile(layer, redrawnControl(layer, kernel, drawn(2), 2));
    // Of a neuron's own place and of a place at distance 5 = 2 sigma, by the ratio e² = 7.4: 256 · 0.16 and 4 · 256 · 0.022 synapses
    // are expected, so the ratio is within a factor 2.2 in all but 10⁻⁴ of cases (sampling errors 15 % and 21 %).
    const own = probability[-top]![-left]!;
    const far = [probability[5 - top]![-left]!, probability[-5 - top]![-left]!];
    far.push(probability[-top]![5 - left]!, probability[-top]![-5 - left]!);
    const ratio = (4 * own) / far.reduce((sum, p) => sum + p, 0);
    expect(ratio).toBeGreaterThan(Math.exp(2) / 2.2);
    expect(ratio).toBeLessThan(Math.exp(2) * 2.2);
  });
});

describe('the control with weights dealt anew', () => {
  it('keeps the connectivity and the weights of each neuron, in another order', () => {
    const before = drawn(3);
    const after = shuffledControl(layer, before, 3);
    expect(after.pre).toBe(before.pre);
    const weightsOf = ({ post, variables }: StoreSnapshot): number[][] => {
      const lists = Array.from({ length: 256 }, (): number[] => []);
      post.forEach((neuron, i) => lists[neuron]!.push(variables['w']![i]!));
      return lists;
    };
    const sorted = (lists: number[][]): number[][] => lists.map((list) => list.toSorted((a, b) => a - b));
    expect(sorted(weightsOf(after))).toEqual(sorted(weightsOf(before)));
    expect(weightsOf(after)).not.toEqual(weightsOf(before));
  });
});

describe('a displacement profile', () => {
  it('adds up to the synapses there are, and is nearest its kernel at the centre', () => {
    const synapses = drawn(4);
    const { probability, weight, left, top } = displacementProfile(layer, synapses);
    const total = probability.flatMap((row) => Array.from(row)).reduce((sum, p) => sum + 256 * p, 0);
    expect(total).toBeCloseTo(synapses.pre.length, 6);
    // 256 pairs: four standard errors of a share of 0.16 are 0.09.
    expect(Math.abs(probability[-top]![-left]! - probabilityAt(kernel, 0))).toBeLessThan(0.09);
    expect(weight[-top]![-left]!).toBeGreaterThan(0);
  });

  it('of a plane counts the pairs that exist', () => {
    const line = grid(3, 1, 'plane');
    const synapses = { pre: Uint32Array.of(0), post: Uint32Array.of(2), variables: {} };
    const { probability, left } = displacementProfile(line, synapses);
    // Only one pair has a presynaptic neuron two columns to the left.
    expect(left).toBe(-2);
    expect(Array.from(probability[0]!)).toEqual([1, 0, 0, 0, 0]);
  });
});
