import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shuffledOrder } from '../../src/random/shuffled-order.ts';

describe('shuffledOrder', () => {
  it('is a permutation that depends on size, seed and epoch only', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(), fc.nat(1000), (size, seed, epoch) => {
        const order = shuffledOrder(size, { seed, epoch });
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
        expect(shuffledOrder(size, { seed, epoch })).toEqual(order);
      }),
    );
  });

  it('differs from epoch to epoch and from seed to seed', () => {
    const order = shuffledOrder(100, { seed: 1, epoch: 0 });
    expect(shuffledOrder(100, { seed: 1, epoch: 1 })).not.toEqual(order);
    expect(shuffledOrder(100, { seed: 2, epoch: 0 })).not.toEqual(order);
  });

  it('gives all 24 orders of four examples equally often', () => {
    const counts = new Map<string, number>();
    for (let epoch = 0; epoch < 24000; epoch++) {
      const order = shuffledOrder(4, { seed: 1, epoch }).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // χ² with 23 degrees of freedom: mean 23, standard deviation √46.
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chi).toBeLessThan(23 + 4 * Math.sqrt(46));
  });

  it('refuses what is no number of examples or of an epoch', () => {
    expect(() => shuffledOrder(-1, { seed: 1, epoch: 0 })).toThrow(
      'size must be a whole number from 0 to 2³² − 1, got -1',
    );
    expect(() => shuffledOrder(3, { seed: 1, epoch: 0.5 })).toThrow('epoch must be a whole number');
  });
});
