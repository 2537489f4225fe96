import { describe, expect, it } from 'vitest';
import { expF32 } from '../../src/math/exp-f32.ts';
import { float32Numbers } from '../../src/math/float32-numbers.ts';
import { logF32 } from '../../src/math/log-f32.ts';
import { sinCosOfTurnsF32 } from '../../src/math/sin-cos-f32.ts';
import { tanhF32 } from '../../src/math/tanh-f32.ts';

const bits = new DataView(new ArrayBuffer(4));
const fromBits = (b: number): number => {
  bits.setUint32(0, b);
  return bits.getFloat32(0);
};

/** Largest error in units of the last f32 place, over every `stride`-th f32 between two bit patterns. */
function worstUlps(
  f: (x: number) => number,
  exact: (x: number) => number,
  from: number,
  to: number,
  stride: number,
): number {
  let worst = 0;
  for (let b = from; b < to; b += stride) {
    const x = fromBits(b);
    const y = exact(x);
    if (!Number.isFinite(Math.fround(y))) {
      expect(f(x)).toBe(Math.fround(y));
      continue;
    }
    const last = 2 ** (Math.floor(Math.log2(Math.max(Math.abs(y), 2 ** -126))) - 23);
    worst = Math.max(worst, Math.abs(f(x) - y) / last);
  }
  return worst;
}

const INFINITY = 0x7f800000;
const NEGATIVE = 0x80000000;

describe('functions in single precision', () => {
  it('exp is within 1 unit in the last place for every input, subnormal results included', () => {
    expect(worstUlps(expF32, Math.exp, 0, INFINITY + 1, 3001)).toBeLessThan(1);
    expect(worstUlps(expF32, Math.exp, NEGATIVE, NEGATIVE + INFINITY + 1, 3001)).toBeLessThan(1);
  });

  it('log is within 1 unit in the last place for every input, subnormal inputs included', () => {
    expect(worstUlps(logF32, Math.log, 0, INFINITY + 1, 3001)).toBeLessThan(1);
    expect(worstUlps(logF32, Math.log, 0x3f000000, 0x40000000, 31)).toBeLessThan(1);
  });

  it('tanh is within 1.5 units in the last place for every input', () => {
    expect(worstUlps(tanhF32, Math.tanh, 0, INFINITY + 1, 3001)).toBeLessThan(1.5);
    expect(worstUlps(tanhF32, Math.tanh, 0x3e000000, 0x41200000, 101)).toBeLessThan(1.5);
    expect(tanhF32(-0.7)).toBe(-tanhF32(0.7));
  });

  it('sine and cosine of turns are within 2^-23 everywhere', () => {
    let worst = 0;
    for (let i = 0; i < 2 ** 24; i += 501) {
      const x = i / 2 ** 24;
      const { sin, cos } = sinCosOfTurnsF32(x);
      worst = Math.max(worst, Math.abs(sin - Math.sin(2 * Math.PI * x)), Math.abs(cos - Math.cos(2 * Math.PI * x)));
    }
    expect(worst).toBeLessThan(2 ** -23);
  });

  it('answer infinities, zeros and NaN as the exact functions do', () => {
    const inputs = [NaN, -Infinity, Infinity, 0, -0];
    expect(inputs.map(expF32)).toEqual([NaN, 0, Infinity, 1, 1]);
    expect([...inputs, -1].map(logF32)).toEqual([NaN, NaN, Infinity, -Infinity, -Infinity, NaN]);
    expect(inputs.map((x) => tanhF32(x) + 0)).toEqual([NaN, -1, 1, 0, 0]);
  });
});

describe('f32 operations on JavaScript numbers', () => {
  it('round halves to the even integer, as WebAssembly does', () => {
    expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6].map((x) => float32Numbers.nearest(x) + 0)).toEqual([
      0, 2, 2, 0, -2, 2, 3,
    ]);
  });

  it('keep a NaN in the first operand of min and max', () => {
    expect(float32Numbers.min(NaN, 1)).toBeNaN();
    expect(float32Numbers.max(NaN, 1)).toBeNaN();
  });
});
