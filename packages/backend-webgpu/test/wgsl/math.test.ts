import { expF32, logF32, normal01, tanhF32 } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { mathFunctions } from '../../src/wgsl/math.ts';
import { philoxFunctions } from '../../src/wgsl/philox.ts';
import { evaluate } from '../on-gpu.ts';
import { skipped } from '../software-adapter.ts';

const COUNT = 4000;

/** Numbers from −range to range in equal steps, beside 0. */
const spread = (range: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: COUNT }, (_, i) => (range * (i + 0.5 - COUNT / 2)) / (COUNT / 2));

const ofNumbers = async (name: string, x: Float32Array<ArrayBuffer>): Promise<Float32Array> => {
  const value = (from: string, to: string): string => `${to}] = bitcast<u32>(${name}(bitcast<f32>(${from}])));`;
  const out = await evaluate(mathFunctions, value, new Uint32Array(x.buffer), { input: 1, output: 1 });
  return new Float32Array(out.buffer);
};

/** Largest difference, in units of the last place of the expected value. */
function unitsOff(got: Float32Array, expected: (i: number) => number): number {
  return Math.max(
    ...Array.from(got, (value, i) => {
      const want = expected(i);
      const unit = 2 ** (Math.floor(Math.log2(Math.abs(want))) - 23);
      return Math.abs(value - want) / unit;
    }),
  );
}

// The same operations in the same order. A compiler may join a product and a sum, which moves each of some ten operations by half a
// unit at most, and most of them far less; division may be off by 2.5 units (WGSL, accuracy of operations).
const UNITS = 4;

describe.skipIf(skipped)('functions in WGSL', () => {
  it('exponentials follow the sequence of core', async () => {
    const x = spread(80);
    expect(unitsOff(await ofNumbers('expOf', x), (i) => expF32(x[i]!))).toBeLessThanOrEqual(UNITS);
  });

  it('logarithms follow the sequence of core', async () => {
    const x = spread(8).map((v) => 2 ** v * 1.7);
    expect(unitsOff(await ofNumbers('logOf', x), (i) => logF32(x[i]!))).toBeLessThanOrEqual(UNITS);
  });

  it('hyperbolic tangents follow the sequence of core', async () => {
    const x = spread(9);
    expect(unitsOff(await ofNumbers('tanhOf', x), (i) => tanhF32(x[i]!))).toBeLessThanOrEqual(UNITS);
  });

  it('normal draws follow the sequence of core', async () => {
    const words = Uint32Array.from({ length: 2 * COUNT }, (_, i) => Math.imul(i + 1, 0x9e3779b1));
    const value = (from: string, to: string): string =>
      `${to}] = bitcast<u32>(normalOf(uniformOf(${from}]), uniformOf(${from} + 1u])));`;
    const out = await evaluate(`${mathFunctions}\n${philoxFunctions}`, value, words, { input: 2, output: 1 });
    const got = new Float32Array(out.buffer);
    // The cosine crosses zero, where a unit of the draw is tiny beside one of its factors: the bound is of the largest draw, 5.77.
    const off = got.map((x, i) => Math.abs(x - normal01(words[2 * i]!, words[2 * i + 1]!)));
    expect(Math.max(...off)).toBeLessThanOrEqual(UNITS * 2 ** -21);
  });
});
