import { philox4x32, uniform01 } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { philoxFunctions } from '../../src/wgsl/philox.ts';
import { evaluate } from '../on-gpu.ts';
import { skipped } from '../software-adapter.ts';

/** Philox of counters and keys, six words each: the four words of a draw, and its first as a number. */
const draw = (input: Uint32Array<ArrayBuffer>): Promise<Uint32Array> =>
  evaluate(
    philoxFunctions,
    (x, to) =>
      `let w = philox(${x} + 4u], ${x} + 5u], vec4<u32>(${x}], ${x} + 1u], ${x} + 2u], ${x} + 3u]));
  for (var i = 0u; i < 4u; i++) { ${to} + i] = w[i]; }
  ${to} + 4u] = bitcast<u32>(uniformOf(w.x));`,
    input,
    { input: 6, output: 5 },
  );

describe.skipIf(skipped)('Philox4x32-10 in WGSL', () => {
  it('gives the published answers of Random123', async () => {
    const [ones, zeros] = [0xffffffff, 0];
    const input = Uint32Array.from(
      [
        [zeros, zeros, zeros, zeros, zeros, zeros],
        [ones, ones, ones, ones, ones, ones],
        [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0],
      ].flat(),
    );
    const out = await draw(input);
    expect([0, 5, 10].map((at) => [...out.subarray(at, at + 4)])).toEqual([
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ]);
  });

  it("gives core's words and numbers for any key and counter", async () => {
    const words = new Uint32Array(4);
    // Core's own generator fills keys and counters: every bit of each is 0 and 1 many times.
    const input = new Uint32Array(6 * 1000).map((_, i) => {
      philox4x32(5, 6, i, 0, 0, 0, words);
      return words[0];
    });
    const out = await draw(input);
    const reals = new Float32Array(out.buffer);
    for (let k = 0; k < 1000; k++) {
      const [c0, c1, c2, c3, key0, key1] = input.subarray(6 * k, 6 * k + 6);
      philox4x32(key0!, key1!, c0!, c1!, c2!, c3!, words);
      expect([...out.subarray(5 * k, 5 * k + 4)]).toEqual([...words]);
      expect(reals[5 * k + 4]).toBe(uniform01(words[0]!));
    }
  });
});
