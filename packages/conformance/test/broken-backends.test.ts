import { describe, expect, it } from 'vitest';
import { backendConformance, runChecks } from '../src/index.ts';
import { reference } from '../src/reference/reference.ts';
import { LawBrokenError } from '../src/check/law-broken-error.ts';
import { wrongBehaviour } from './broken/wrong-behaviour.ts';
import { wrongRankings } from './broken/wrong-rankings.ts';
import { wrongResults } from './broken/wrong-results.ts';
import { wrapBackend } from './broken/wrap-backend.ts';

describe('a backend that', () => {
  it.each([...wrongResults, ...wrongRankings, ...wrongBehaviour])(
    '$mistake is caught',
    async ({ mistake, caughtBy, says, mistakes }) => {
      const checks = backendConformance(wrapBackend(reference(), mistake, mistakes));
      const results = await runChecks(checks.filter((c) => c.name.startsWith(caughtBy)));
      const errors = results.flatMap((r) => r.error ?? []);
      expect(errors.length).toBeGreaterThan(0);
      expect(String(errors[0])).toContain(says);
      if (!(errors[0] instanceof LawBrokenError)) return;
      expect(errors[0].fields).toMatchObject({ law: expect.any(String), input: expect.stringContaining(mistake) });
    },
  );

  it('refuses by name what it does not support passes', async () => {
    const modest = wrapBackend(reference(), 'modest', {
      device: (device) => {
        const refusals: typeof device.refusals = (plan) => [
          ...device.refusals(plan),
          ...plan.stores
            .filter((s) => s.format === 'bit-mask' || s.format === 'growable-rows')
            .map((s) => ({ code: 'format', message: `the format '${s.format}' of '${s.name}' is not supported` })),
        ];
        return {
          supports: { ...device.supports, formats: ['dense', 'rows'] },
          refusals,
          load: async (plan) => {
            if (refusals(plan).length > 0)
              throw new Error(
                refusals(plan)
                  .map((r) => r.message)
                  .join(),
              );
            return device.load(plan);
          },
        };
      },
    });
    const failed = (await runChecks(backendConformance(modest))).filter((r) => r.error !== undefined);
    expect(failed.map((r) => [r.check.name, String(r.error)])).toEqual([]);
  });
});
