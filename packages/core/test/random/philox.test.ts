import { describe, expect, it } from 'vitest';
import { philox4x32 } from '../../src/random/philox.ts';

/** The published known answers of Random123 for philox4x32, ten rounds. */
const knownAnswers = [
  {
    name: 'zeros',
    counter: [0, 0, 0, 0],
    key: [0, 0],
    words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    name: 'ones',
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    name: 'the digits of π',
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
] as const;

describe('Philox4x32-10', () => {
  it.each(knownAnswers)('gives the published answer for $name', ({ counter, key, words }) => {
    const out = new Uint32Array(4);
    const [key0, key1] = key;
    const [c0, c1, c2, c3] = counter;
    philox4x32(key0, key1, c0, c1, c2, c3, out);
    expect([...out]).toEqual(words);
  });

  it('gives words whose bits are set half of the time', () => {
    const out = new Uint32Array(4);
    const ones = new Array<number>(32).fill(0);
    const calls = 4000;
    for (let i = 0; i < calls; i++) {
      philox4x32(7, 0, i, 0, 0, 0, out);
      for (const word of out) for (let bit = 0; bit < 32; bit++) ones[bit] += (word >>> bit) & 1;
    }
    // Binomial: mean 8000, standard deviation √(16000/4) = 63; five of them over 32 bits happen in 2 of 10^5 seeds.
    for (const count of ones) expect(Math.abs(count - 8000)).toBeLessThan(5 * 63);
  });
});
