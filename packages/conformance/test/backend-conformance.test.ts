import { describe, expect, it } from 'vitest';
import { backendConformance, backendScenarios } from '../src/backend/backend-conformance.ts';
import { observe } from '../src/backend/compare-with-reference.ts';
import { describeChecks } from '../src/check/check.ts';
import { reference } from '../src/reference/reference.ts';

describeChecks('the reference', backendConformance(reference()), { describe, it });
describeChecks('the reference in segments of 7 steps', backendConformance(reference({ segment: 7 })), { describe, it });
describeChecks('the reference in single precision', backendConformance(reference({ precision: 'float32' })), {
  describe,
  it,
});

describe('the scenarios themselves', () => {
  it('have names of their own', () => {
    const names = backendConformance(reference()).map((c) => c.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(backendScenarios().map((s) => [s.name, s] as const))(
    '%s: exact values are exact in single precision',
    async (_, scenario) => {
      const exact = await observe(reference(), scenario);
      const rounded = await observe(reference({ precision: 'float32' }), scenario);
      for (const [name, { agreement, values }] of Object.entries(exact)) {
        if (agreement !== 'equal') continue;
        const twin = rounded[name]?.values ?? [];
        const different = Array.from(values).findIndex((x, i) => x !== twin[i]);
        expect([name, different]).toEqual([name, -1]);
      }
      expect(Object.keys(exact)).toEqual(Object.keys(rounded));
    },
  );
});
