import fc from 'fast-check';
import { expect, it } from 'vitest';
import { multiplyHigh } from '../../src/math/multiply-high.ts';

it('gives the upper half of the 64-bit product', () => {
  const word = fc.oneof(fc.constantFrom(0, 1, 0xffff, 0x10000, 0xffffffff), fc.nat(0xffffffff));
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(multiplyHigh(a, b)).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
    }),
    { numRuns: 2000 },
  );
});
