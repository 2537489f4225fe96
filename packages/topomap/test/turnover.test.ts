import { seedKey, type Pairs } from '@growcone/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  connectByDistance,
  grid,
  pairsByDistance,
  sizeOf,
  squaredDistance,
  turnover,
  type Grid,
} from '../src/index.ts';

const pairsOf = (list: readonly (readonly [pre: number, post: number])[]): Pairs => ({
  pre: Uint32Array.from(list, ([pre]) => pre),
  post: Uint32Array.from(list, ([, post]) => post),
});
const none = pairsOf([]);
const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);

const grids = fc
  .record({
    width: fc.integer({ min: 1, max: 9 }),
    height: fc.integer({ min: 1, max: 9 }),
    shape: fc.constantFrom<Grid['shape']>('torus', 'plane'),
  })
  .map(({ width, height, shape }) => grid(width, height, shape));
const twoTimes = grids.chain((on) => {
  const neuron = fc.nat({ max: sizeOf(on) - 1 });
  const synapses = fc.uniqueArray(fc.tuple(neuron, neuron), { selector: String, maxLength: 40 }).map(pairsOf);
  return fc.record({ on: fc.constant(on), before: synapses, after: synapses });
});

/** Synapses by distance, counted one by one. */
const counted = (on: Grid, { pre, post }: Pairs, length: number): number[] => {
  const counts = new Array<number>(length).fill(0);
  pre.forEach((a, i) => (counts[Math.round(Math.sqrt(squaredDistance(on, a, post[i]!)))]! += 1));
  return counts;
};

describe('the turnover of synapses', () => {
  it('adds up at every distance: kept and lost are what was there, kept and gained what is', () => {
    fc.assert(
      fc.property(twoTimes, ({ on, before, after }) => {
        const { gained, lost, kept } = turnover(on, before, after);
        expect(kept.map((n, d) => n + lost[d]!)).toEqual(counted(on, before, kept.length));
        expect(kept.map((n, d) => n + gained[d]!)).toEqual(counted(on, after, kept.length));
        const there = new Set(Array.from(before.pre, (pre, i) => `${pre},${before.post[i]}`));
        const both = Array.from(after.pre, (pre, i) => `${pre},${after.post[i]}`).filter((key) => there.has(key));
        expect(total(kept)).toBe(both.length);
      }),
    );
  });

  it('is nothing between a time and itself, in whatever order the synapses are', () => {
    fc.assert(
      fc.property(twoTimes, ({ on, before }) => {
        const backwards = { pre: before.pre.toReversed(), post: before.post.toReversed() };
        const { gained, lost, kept } = turnover(on, before, backwards);
        expect([total(gained), total(lost), total(kept)]).toEqual([0, 0, before.pre.length]);
      }),
    );
  });

  it('counts by the distance folded at the edges of a torus', () => {
    const on = grid(16);
    // Opposite corners are √2 apart, the middle is 8√2 = 11.3 away from a corner.
    const { gained, lost, kept } = turnover(
      on,
      pairsOf([
        [0, 255],
        [3, 3],
      ]),
      pairsOf([
        [3, 3],
        [0, 136],
        [15, 0],
      ]),
    );
    expect(gained).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(lost).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(kept).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('counts by the distance as it is on a plane', () => {
    const { gained } = turnover(
      grid(4, 3, 'plane'),
      none,
      pairsOf([
        [0, 3],
        [0, 11],
        [4, 5],
      ]),
    );
    // √13 = 3.6 is the largest distance.
    expect(gained).toEqual([0, 1, 0, 1, 1]);
  });

  it('counts two synapses of a pair as two', () => {
    const { gained, lost, kept } = turnover(
      grid(2),
      pairsOf([
        [0, 0],
        [0, 0],
        [1, 1],
      ]),
      pairsOf([
        [0, 0],
        [1, 1],
        [1, 1],
      ]),
    );
    expect([total(gained), total(lost), total(kept)]).toEqual([1, 1, 2]);
  });

  it('takes less than the time of a look at a large map', () => {
    const on = grid(112);
    const size = sizeOf(on);
    const at = (seed: number): Pairs =>
      connectByDistance(on, { peak: 0.16, sigma: 2.5 }).connect({
        preSize: size,
        postSize: size,
        key: seedKey(seed),
        projection: 0,
        samePopulation: false,
      });
    const [before, after] = [at(1), at(2)];
    const began = performance.now();
    const { gained, lost } = turnover(on, before, after);
    // Some ten milliseconds; comparing each pair of neurons would take minutes.
    expect(performance.now() - began).toBeLessThan(2000);
    expect(total(gained) - total(lost)).toBe(after.pre.length - before.pre.length);
  });

  it.each([
    [pairsOf([[4, 0]]), 'Synapse 0 begins at neuron 4, but the grid has 4 neurons.'],
    [pairsOf([[0, 4]]), 'Synapse 0 ends at neuron 4, but the grid has 4 neurons.'],
  ])('refuses synapses beyond the grid', (beyond, message) => {
    expect(() => turnover(grid(2), beyond, none)).toThrow(message);
    expect(() => turnover(grid(2), none, beyond)).toThrow(message);
  });
});

describe('the number of pairs by distance', () => {
  it('is that of the pairs counted one by one', () => {
    fc.assert(
      fc.property(grids, (on) => {
        const all = Array.from({ length: sizeOf(on) }, (_, n) => n);
        const every = pairsOf(all.flatMap((pre) => all.map((post) => [pre, post] as const)));
        const pairs = pairsByDistance(on);
        expect(pairs).toEqual(counted(on, every, pairs.length));
        expect(turnover(on, none, every).gained).toEqual(pairs);
      }),
      { numRuns: 30 },
    );
  });
});
