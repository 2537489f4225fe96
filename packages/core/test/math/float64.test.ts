import { describe, expect, it } from 'vitest';
import { exp } from '../../src/math/exp.ts';
import { log } from '../../src/math/log.ts';
import { factorOutPowerOfTwo, powerOfTwo, scaleByPowerOfTwo } from '../../src/math/power-of-two.ts';
import { sinCosOfTurns } from '../../src/math/sin-cos.ts';
import { tanh } from '../../src/math/tanh.ts';
import { exactExp, exactLog, exactSinCos, exactTanh, ulps } from './exact.ts';

/** Points that cover an interval without sharing a pattern with the functions' own break points. */
const sweep = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => low + (high - low) * ((i * 0.6180339887498949) % 1));

const worst = (errors: number[]): number => errors.reduce((a, b) => Math.max(a, b), 0);

describe('exp in double precision', () => {
  it('is within one unit in the last place of the exact value', () => {
    expect(worst(sweep(-20, 30, 4000).map((x) => ulps(exp(x), exactExp(x))))).toBeLessThan(1);
  });

  it('agrees with the engine to two units over the whole range', () => {
    const error = sweep(-708, 709, 200_000).map((x) => Math.abs(exp(x) / Math.exp(x) - 1) / 2 ** -52);
    expect(worst(error)).toBeLessThanOrEqual(2);
  });

  it('reaches infinity, zero and the subnormal numbers between', () => {
    expect([exp(710), exp(-746), exp(0), exp(-Infinity), exp(Infinity)]).toEqual([Infinity, 0, 1, 0, Infinity]);
    expect(exp(NaN)).toBeNaN();
    expect(exp(-745)).toBe(5e-324);
    expect(exp(709.78) / Math.exp(709.78)).toBeCloseTo(1, 14);
  });
});

describe('log in double precision', () => {
  it('is within one unit in the last place of the exact value', () => {
    expect(worst(sweep(0.5, 2, 4000).map((x) => ulps(log(x), exactLog(x))))).toBeLessThan(1);
  });

  it('agrees with the engine to two units over the whole range', () => {
    const points = sweep(-740, 709, 200_000).map(Math.exp);
    expect(worst(points.map((x) => Math.abs(log(x) / Math.log(x) - 1) / 2 ** -52))).toBeLessThanOrEqual(2);
  });

  it('answers the special cases', () => {
    expect([log(0), log(1), log(Infinity)]).toEqual([-Infinity, 0, Infinity]);
    expect(log(-1)).toBeNaN();
    expect(log(NaN)).toBeNaN();
    expect(log(5e-324)).toBeCloseTo(-1074 * Math.LN2, 12);
  });
});

describe('tanh in double precision', () => {
  it('is within three units in the last place of the exact value, near 0 and where it saturates', () => {
    const points = [...sweep(-15, 15, 4000), ...sweep(-0.1, 0.1, 4000)];
    expect(worst(points.map((x) => ulps(tanh(x), exactTanh(x))))).toBeLessThan(3);
  });

  it('answers the special cases', () => {
    expect([tanh(0), tanh(-0), tanh(1e-300), tanh(-5e-324)]).toEqual([0, -0, 1e-300, -5e-324]);
    expect([tanh(20), tanh(21), tanh(-Infinity), tanh(Infinity)]).toEqual([1, 1, -1, 1]);
    expect(tanh(NaN)).toBeNaN();
  });
});

describe('sine and cosine of turns in double precision', () => {
  it('are within 1.5 units in the last place of the exact values', () => {
    const points = sweep(-0.9999, 1, 4000);
    expect(worst(points.map((x) => ulps(sinCosOfTurns(x).sin, exactSinCos(x).sin)))).toBeLessThan(1.5);
    expect(worst(points.map((x) => ulps(sinCosOfTurns(x).cos, exactSinCos(x).cos)))).toBeLessThan(1.5);
  });

  it('are exact at the quarters, which radians cannot be', () => {
    const quarters = [0, 0.25, 0.5, 0.75, 1, -0.25].map(sinCosOfTurns);
    expect(quarters.map((q) => q.sin + 0)).toEqual([0, 1, 0, -1, 0, -1]);
    expect(quarters.map((q) => q.cos + 0)).toEqual([1, 0, -1, 0, 1, 0]);
  });
});

describe('powers of two', () => {
  it('are exact from the smallest normal to the largest', () => {
    expect([powerOfTwo(-1022), powerOfTwo(0), powerOfTwo(1023)]).toEqual([2.2250738585072014e-308, 1, 2 ** 1023]);
    expect([scaleByPowerOfTwo(1.5, -1074), scaleByPowerOfTwo(1, 1024)]).toEqual([1e-323, Infinity]);
  });

  it('come out of a number that is then between √½ and √2', () => {
    for (const x of [1, 3, 0.1, 1e300, 5e-324, 2.5e-310]) {
      const { fraction, exponent } = factorOutPowerOfTwo(x);
      expect(fraction).toBeGreaterThanOrEqual(Math.SQRT1_2);
      expect(fraction).toBeLessThanOrEqual(Math.SQRT2);
      expect(scaleByPowerOfTwo(fraction, exponent)).toBe(x);
    }
  });
});
