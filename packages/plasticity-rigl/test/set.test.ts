import { cpu } from '@growcone/backend-cpu';
import { describeChecks, rewiringConformance } from '@growcone/conformance';
import { ParameterRangeError, UnknownNameError } from '@growcone/core';
import { eprop } from '@growcone/plasticity-eprop';
import { set, type SetOptions } from '@growcone/plasticity-rigl';
import { describe, expect, it } from 'vitest';
import { batchOf, lowest, sparseNetwork, valuesOf } from './support/sparse-network.ts';

describeChecks(
  'set',
  rewiringConformance(() => set()),
  { describe, it },
);

describe('set', () => {
  it('keeps the number of synapses, drops the weights closest to 0 and draws new ones from the normal distribution', async () => {
    const deviation = 0.4;
    const rule = set({ weight: deviation });
    const { simulation, rewired } = await sparseNetwork(rule, { backend: cpu({ threads: 1 }), every: 'epoch' });
    await using running = simulation;
    const drawn: number[] = [];
    for (let epoch = 0; epoch < 40; epoch++) {
      await running.train(batchOf(epoch));
      const before = valuesOf(await running.synapses(rewired), 'w');
      const { [rewired.name]: replaced } = await running.endEpoch();
      const after = valuesOf(await running.synapses(rewired), 'w');
      expect([replaced, after.size]).toEqual([Math.round(0.3 * before.size), before.size]);
      const weakest = lowest(before, replaced!, Math.abs);
      // A pair may be drawn again in the rewiring that prunes it; all others that went were the weakest.
      for (const pair of before.keys()) if (!after.has(pair)) expect(weakest).toContain(pair);
      for (const [pair, w] of after) if (weakest.has(pair) || !before.has(pair)) drawn.push(w);
    }
    const mean = drawn.reduce((sum, w) => sum + w, 0) / drawn.length;
    const spread = Math.sqrt(drawn.reduce((sum, w) => sum + w * w, 0) / drawn.length);
    // Four standard errors: of a mean σ/√n, of a standard deviation σ/√(2n).
    expect(Math.abs(mean)).toBeLessThan((4 * deviation) / Math.sqrt(drawn.length));
    expect(Math.abs(spread - deviation)).toBeLessThan((4 * deviation) / Math.sqrt(2 * drawn.length));
  });

  it('replaces nothing from its last batch on', async () => {
    const { simulation, rewired } = await sparseNetwork(set({ until: 4 }), { backend: cpu({ threads: 1 }), every: 1 });
    await using running = simulation;
    const replaced: number[] = [];
    for (let batch = 0; batch < 6; batch++) replaced.push((await running.train(batchOf(batch))).rewired[rewired.name]!);
    expect(replaced.map((n) => n > 0)).toEqual([true, true, true, false, false, false]);
  });

  it.each([
    ['a rule in reverse form', eprop()],
    ['a rule in online form', eprop({ form: 'online' })],
  ])('goes with %s, and gives the same bits on one and on two threads', async (_, learning) => {
    const runs = await Promise.all(
      [1, 2].map(async (threads) => {
        const { simulation, rewired } = await sparseNetwork(set({ share: 0.1 }), {
          backend: cpu({ threads }),
          learning,
          every: 5,
        });
        await using running = simulation;
        const losses: number[] = [];
        for (let batch = 0; batch < 60; batch++) losses.push((await running.train(batchOf(batch))).loss);
        return { losses, synapses: await running.synapses(rewired) };
      }),
    );
    expect(runs[1]).toEqual(runs[0]);
    const { losses } = runs[0]!;
    // Guessing two classes costs ln 2 at the start; half of that is far from chance.
    expect(losses.at(-1)).toBeLessThan(Math.min(losses[0]!, Math.LN2) / 2);
  });

  it.each<[string, SetOptions, typeof ParameterRangeError | typeof UnknownNameError]>([
    ['a share below 0', { share: -0.1 }, ParameterRangeError],
    ['a negative deviation', { weight: -1 }, ParameterRangeError],
    ['an end before the first batch', { until: 0 }, ParameterRangeError],
    ['an unknown option', { candidates: 3 } as SetOptions, UnknownNameError],
  ])('refuses %s', (__, options, error) => {
    expect(() => set(options)).toThrow(error);
  });
});
