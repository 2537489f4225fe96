import { elementWords, seedKey, streamOf, uniform01, type Pairs } from '@growcone/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectByDistance, grid, probabilityAt, sizeOf, squaredDistance, type Grid } from '../src/index.ts';

const kernel = { peak: 0.5, sigma: 1 };
const key = seedKey(7);
const connected = (on: Grid): Pairs =>
  connectByDistance(on, kernel).connect({
    preSize: sizeOf(on),
    postSize: sizeOf(on),
    key,
    projection: 3,
    samePopulation: false,
  });

describe('connecting by distance', () => {
  it('decides every pair by a draw of its own against the probability at its distance', () => {
    const side = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(side, side, fc.constantFrom<Grid['shape']>('torus', 'plane'), (width, height, shape) => {
        const on = grid(width, height, shape);
        const expected: [number, number][] = [];
        for (let a = 0; a < sizeOf(on); a++) {
          const draws = elementWords({ key, stream: streamOf('connectivity', 3), step: 0 }, a);
          for (let b = 0; b < sizeOf(on); b++) {
            if (uniform01(draws(b)) < probabilityAt(kernel, squaredDistance(on, a, b))) expected.push([a, b]);
          }
        }
        const { pre, post } = connected(on);
        expect(Array.from(pre, (a, i) => [a, post[i]!])).toEqual(expected);
      }),
    );
  });

  it('expects as many synapses as it draws', () => {
    const on = grid(60);
    const pairs = sizeOf(on) ** 2;
    // 2π · 0.5 per neuron: 11 300 synapses, whose number varies by less than its root, 0.9 %.
    const ratio = connected(on).pre.length / (connectByDistance(on, kernel).density(sizeOf(on), sizeOf(on)) * pairs);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.04);
  });
});
