import { describe, expect, it } from 'vitest';
import { seedKey, SeedError } from '../../src/random/seed.ts';

describe('a seed', () => {
  it('becomes the two words of a 64-bit integer', () => {
    expect(seedKey(1)).toEqual([1, 0]);
    expect(seedKey(2 ** 32 + 5)).toEqual([5, 1]);
    expect(seedKey(0xfedc_ba98_7654_3210n)).toEqual([0x76543210, 0xfedcba98]);
    expect(seedKey(12345n)).toEqual(seedKey(12345));
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 53, -1n, 2n ** 64n])('is refused if it is %s', (seed) => {
    expect(() => seedKey(seed)).toThrow(SeedError);
  });

  it('is refused with a message that says what is allowed', () => {
    expect(() => seedKey(0.5)).toThrow('A seed must be an integer from 0 to 2^64 - 1, got 0.5. Use a whole number');
    expect(() => seedKey('7' as unknown as number)).toThrow('got 7');
  });
});
