import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFloat16, encodeFloat16 } from '../src/float16.ts';

describe('half precision', () => {
  it.each([
    // IEEE 754: sign, 5 bits of exponent with bias 15, 10 bits of fraction.
    [0x0000, 0],
    [0x8000, -0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 1365 / 4096],
    [0x7bff, 65504],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, NaN],
  ])('reads and writes %i as %d', (bits, value) => {
    expect(decodeFloat16(bits)).toBe(value);
    expect(encodeFloat16(value)).toBe(bits);
  });

  it('gives back all 65 536 patterns but those of NaN', () => {
    const patterns = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
    const numbers = patterns.filter((bits) => !Number.isNaN(decodeFloat16(bits)));
    expect(numbers).toHaveLength(65536 - 2 * 1023);
    expect(numbers.map((bits) => encodeFloat16(decodeFloat16(bits)))).toEqual(numbers);
  });

  it('rounds to the nearest number, half way to the even one', () => {
    expect(encodeFloat16(1 + 2 ** -11)).toBe(0x3c00);
    expect(encodeFloat16(1 + 3 * 2 ** -11)).toBe(0x3c02);
    expect(encodeFloat16(65519)).toBe(0x7bff);
    expect(encodeFloat16(65520)).toBe(0x7c00);
    fc.assert(
      fc.property(fc.double({ min: -65504, max: 65504, noNaN: true }), (value) => {
        // Half a unit in the last place: 2⁻¹¹ of the value, or of the least normal number.
        const bound = Math.max(Math.abs(value), 2 ** -14) * 2 ** -11;
        expect(Math.abs(decodeFloat16(encodeFloat16(value)) - value)).toBeLessThanOrEqual(bound);
      }),
    );
  });
});
