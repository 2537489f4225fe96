import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisDisplacement, axisDistance, grid, sizeOf, squaredDistance, type Grid } from '../src/index.ts';

const grids = fc
  .record({
    width: fc.integer({ min: 1, max: 20 }),
    height: fc.integer({ min: 1, max: 20 }),
    shape: fc.constantFrom<Grid['shape']>('torus', 'plane'),
  })
  .map(({ width, height, shape }) => grid(width, height, shape));
const pairs = grids.chain((on) => {
  const neuron = fc.nat({ max: sizeOf(on) - 1 });
  return fc.tuple(fc.constant(on), neuron, neuron);
});

describe('a grid', () => {
  it('has distances that are zero only for a neuron itself and the same both ways', () => {
    fc.assert(
      fc.property(pairs, ([on, a, b]) => {
        expect(squaredDistance(on, a, b)).toBe(squaredDistance(on, b, a));
        expect(squaredDistance(on, a, b) === 0).toBe(a === b);
      }),
    );
  });

  it('folds distances at the edges of a torus: neurons of opposite edges are neighbours', () => {
    expect(squaredDistance(grid(16), 0, 15)).toBe(1);
    expect(squaredDistance(grid(16), 0, 255)).toBe(2);
    expect(squaredDistance(grid(16, 16, 'plane'), 0, 255)).toBe(450);
    // The farthest neuron of an even torus is half of it away along both axes.
    expect(squaredDistance(grid(16), 0, 8 * 16 + 8)).toBe(128);
  });

  it('has displacements as long as distances, within half a torus', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(100), fc.nat(100), (length, p, q) => {
        const [a, b] = [p % length, q % length];
        const d = axisDisplacement(a, b, length, 'torus');
        expect(Math.abs(d)).toBe(axisDistance(a, b, length, 'torus'));
        expect((((a + d) % length) + length) % length).toBe(b);
      }),
    );
  });

  it('refuses sizes that are no whole numbers of at least 1', () => {
    expect(() => grid(0)).toThrow('The width of a grid must be a whole number of at least 1, got 0.');
    expect(() => grid(4, 2.5)).toThrow('The height of a grid must be a whole number of at least 1, got 2.5.');
  });
});
