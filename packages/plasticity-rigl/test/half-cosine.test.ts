import { evaluator, variable } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { halfCosine } from '../src/half-cosine.ts';

const at = (x: number): number => evaluator({ x })(halfCosine(variable('x')));

describe('half a cosine as a polynomial', () => {
  it('is off by less than 3.4·10⁻¹⁰, half of the first term of the series that is left out', () => {
    const bound = (Math.PI / 2) ** 15 / 1_307_674_368_000 / 2;
    expect(bound).toBeLessThan(3.4e-10);
    for (let i = 0; i <= 1000; i++) {
      const x = i / 1000;
      // Double precision rounds a few times 2⁻⁵³, far below the bound.
      expect(Math.abs(at(x) - (1 + Math.cos(Math.PI * x)) / 2)).toBeLessThan(bound + 1e-15);
    }
  });

  it('falls from 1 by way of exactly ½ to 0', () => {
    expect(at(0.5)).toBe(0.5);
    expect(at(0)).toBeCloseTo(1, 9);
    expect(at(1)).toBeCloseTo(0, 9);
  });
});
