import { webgpu } from '@growcone/backend-webgpu';
import { eprop } from '@growcone/plasticity-eprop';
import { ssgd } from '@growcone/plasticity-ssgd';
import { describe, expect, it } from 'vitest';
import { distance, gradients } from './compare.ts';
import { compareLayers, type LayersCase } from './layers.ts';
import { gradientNetwork, hiddenCases, SIZES } from './networks.ts';

// A GPU in software is slow: CI names it, `npm test` leaves it out.
const required = (process.env['REQUIRE_DEVICES'] ?? '').split(',').includes('webgpu');
const MINUTES = 180_000;
/** One example at a time, in the shortest segments: there is never room for more. */
const little = webgpu({ stateBytes: 1 });
// Single precision, as on the CPU.
const BOUND = 1e-4;

describe.skipIf(!required)('on a GPU that holds a segment of one example', () => {
  it('the gradient is that of dense backpropagation', { timeout: MINUTES }, async () => {
    const one: LayersCase = {
      name: 'two recurrent layers of ALIF with delays and a skip',
      hidden: [10, 9],
      recurrent: true,
      skip: true,
      delay: 3,
      beta: 0.3,
      halfWidth: 0.5,
      density: 1,
    };
    const { of, loss, sameSpikes, fewestSpikes } = await compareLayers(one, ssgd(), little);
    expect(sameSpikes).toBe(true);
    expect(fewestSpikes).toBeGreaterThanOrEqual(20);
    expect(Math.abs(loss.got / loss.expected - 1)).toBeLessThanOrEqual(BOUND);
    for (const { got, expected } of of) expect(distance(got, expected)).toBeLessThanOrEqual(BOUND);
  });

  it('the reverse form of e-prop gives the gradient of its online form', { timeout: MINUTES }, async () => {
    const shape = { size: 2, steps: 150, hidden: SIZES.hidden };
    const of = (form: 'reverse' | 'online'): ReturnType<typeof gradients> => {
      const rule = eprop({ form, firingRate: { target: 10, strength: 0.05, tau: 500 } });
      return gradients(gradientNetwork(hiddenCases[2]!, rule), little, shape);
    };
    const [reverse, online] = [await of('reverse'), await of('online')];
    for (const [name, g] of online.of) expect(distance(reverse.of.get(name)!, g)).toBeLessThanOrEqual(BOUND);
  });
});
