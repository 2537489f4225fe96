import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import type { Backend } from '@growcone/core';
import { eprop } from '@growcone/plasticity-eprop';
import { describe, expect, it } from 'vitest';
import { distance, gradients } from './compare.ts';
import { gradientNetwork, hiddenCases, SIZES, twoLags, type HiddenCase } from './networks.ts';

// Two forms of one sum, added up in another order: double precision leaves a few units in the last place of sums over
// 400 steps, single precision the same relative to its 6e-8.
const BOUNDS: readonly (readonly [string, Backend, number])[] = [
  ['the float64 reference', reference(), 1e-12],
  ['the CPU backend', cpu({ threads: 1 }), 1e-4],
];
const SHAPE = { size: 3, steps: 400, hidden: SIZES.hidden };
const firingRate = { target: 10, strength: 0.05, tau: 500 };

async function worst(hidden: HiddenCase, backend: Backend, feedbackDelay: number): Promise<readonly [number, number]> {
  const of = (form: 'reverse' | 'online'): ReturnType<typeof gradients> =>
    gradients(gradientNetwork(hidden, eprop({ form, firingRate }), { feedbackDelay }), backend, SHAPE);
  const [reverse, online] = [await of('reverse'), await of('online')];
  const each = [...online.of].map(([name, g]) => distance(reverse.of.get(name) ?? [], g));
  return [Math.max(...each), online.fewestSpikes];
}

describe.each(BOUNDS)('on %s', (_, backend, bound) => {
  it.each(hiddenCases.map((c) => [c.name, c] as const))(
    'the reverse form gives the gradient of the online form for %s',
    async (__, hidden) => {
      const [difference, fewest] = await worst(hidden, backend, 2);
      expect(fewest).toBeGreaterThanOrEqual(5);
      expect(difference).toBeLessThanOrEqual(bound);
    },
  );

  it.each([1, 3, 4, 5])('and for a feedback delay of %i steps', async (delay) => {
    const [difference] = await worst(hiddenCases[2] as HiddenCase, backend, delay);
    expect(difference).toBeLessThanOrEqual(bound);
  });

  it('and for two layers whose updates follow the trial at different lags', async () => {
    const reverse = await gradients(twoLags(eprop({ form: 'reverse' })), backend, SHAPE);
    const online = await gradients(twoLags(eprop({ form: 'online' })), backend, SHAPE);
    const each = [...online.of].map(([name, g]) => distance(reverse.of.get(name) ?? [], g));
    expect(Math.max(...each)).toBeLessThanOrEqual(bound);
  });
});
