import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowestValues } from '../../src/connectivity/lowest.ts';

// Few distinct values, so that ties are common, and some that only their bits tell apart.
const value = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2 ** -149, -(2 ** -149), 65_536, Infinity, -Infinity),
  fc.float({ noNaN: true }),
);
const values = fc.array(value, { maxLength: 60 }).map((list) => Float32Array.from(list));

/** What a full sort gives: 0 and −0 are equal, because their difference is 0. */
function sorted(of: Float32Array, k: number, before: (a: number, b: number) => number): number[] {
  const order = (a: number, b: number): number => (of[a] < of[b] ? -1 : of[a] > of[b] ? 1 : before(a, b));
  return [...of.keys()]
    .sort(order)
    .slice(0, k)
    .sort((a, b) => a - b);
}

describe('the lowest of many values', () => {
  it('are those that a full sort puts first, ties in the order of their positions', () => {
    fc.assert(
      fc.property(values, fc.nat(70), (of, k) => {
        expect([...lowestValues(of, k)]).toEqual(sorted(of, k, (a, b) => a - b));
      }),
    );
  });

  it('are chosen among equal values by the order that is given', () => {
    fc.assert(
      fc.property(values, fc.nat(70), fc.nat(1000), (of, k, seed) => {
        const rank = (i: number): number => (i * 7919 + seed) % 61;
        const before = (a: number, b: number): number => rank(a) - rank(b);
        expect([...lowestValues(of, k, before)]).toEqual(sorted(of, k, before));
      }),
    );
  });

  it('are all where all are asked for, and none where none are', () => {
    const of = Float32Array.of(3, 1, 2);
    expect([...lowestValues(of, 3)]).toEqual([0, 1, 2]);
    expect([...lowestValues(of, 0)]).toEqual([]);
  });
});
