import { cpu } from '@growcone/backend-cpu';
import { describeChecks, reference, rewiringConformance } from '@growcone/conformance';
import { defineRewiring, ParameterRangeError, UnknownNameError } from '@growcone/core';
import { rigl, type RiglOptions } from '@growcone/plasticity-rigl';
import { describe, expect, it } from 'vitest';
import { batchOf, lowest, PAIRS, sparseNetwork, valuesOf } from './support/sparse-network.ts';

describeChecks(
  'rigl',
  rewiringConformance(() => rigl({ until: 50 }), { rounds: 60 }),
  { describe, it },
);

describe('rigl', () => {
  it('keeps the number of synapses, drops the weakest and grows those with the largest gradient among its candidates', async () => {
    const { simulation, rewired } = await sparseNetwork(rigl(), { backend: cpu({ threads: 1 }) });
    await using running = simulation;
    for (let batch = 0; batch < 12; batch++) {
      await running.accumulate(batchOf(batch));
      const candidates = valuesOf(await running.probes(rewired), 'gradient');
      await running.update();
      const before = valuesOf(await running.synapses(rewired), 'w');
      const { [rewired.name]: replaced } = await running.rewire();
      const after = valuesOf(await running.synapses(rewired), 'w');
      const share = Math.round(0.3 * before.size);
      expect([replaced, after.size, candidates.size]).toEqual([share, before.size, before.size]);
      expect(new Set([...before.keys()].filter((pair) => !after.has(pair)))).toEqual(lowest(before, share, Math.abs));
      const born = [...after.keys()].filter((pair) => !before.has(pair));
      expect(new Set(born)).toEqual(lowest(candidates, share, (grad) => -Math.abs(grad)));
      expect(born.map((pair) => after.get(pair))).toEqual(born.map(() => 0));
    }
  });

  it('grows what the dense gradient says, where every absent pair is a candidate', async () => {
    const backend = reference();
    const { simulation, rewired } = await sparseNetwork(rigl({ candidates: 100 }), { backend });
    await using sparse = simulation;
    const stored = valuesOf(await sparse.synapses(rewired), 'w');
    const isStored = new Set(stored.keys());
    const pairs = Array.from({ length: PAIRS }, (_, k) => [Math.floor(k / 16), k % 16] as const);
    // The same network with every pair stored, at weight 0 where the sparse one has none.
    const absent = pairs.filter(([i, j]) => !isStored.has(`${i} to ${j}`));
    const zero = defineRewiring({
      name: 'zero',
      start: ({ w, pre, post }) => ({
        w: absent.reduce((value, [i, j]) => pre.eq(i).and(post.eq(j)).select(0, value), w),
      }),
    });
    const full = await sparseNetwork(zero, { backend, dense: true });
    await using dense = full.simulation;
    await dense.accumulate(batchOf(1));
    const gradients = valuesOf(await dense.gradient(full.rewired), 'gradient');
    for (const pair of isStored) gradients.delete(pair);
    await sparse.train(batchOf(1));
    const after = valuesOf(await sparse.synapses(rewired), 'w');
    const born = [...after.keys()].filter((pair) => !isStored.has(pair));
    expect(new Set(born)).toEqual(lowest(gradients, Math.round(0.3 * stored.size), (grad) => -Math.abs(grad)));
  });

  it('replaces less and less along half a cosine, and nothing from the end on', async () => {
    const until = 20;
    const { simulation, rewired } = await sparseNetwork(rigl({ share: 0.4, until }), {
      backend: cpu({ threads: 1 }),
      every: 4,
    });
    await using running = simulation;
    const count = (await running.synapses(rewired)).pre.length;
    for (let t = 1; t <= 28; t++) {
      const replaced = (await running.train(batchOf(t))).rewired[rewired.name] ?? 0;
      const share = t < until ? 0.2 * (1 + Math.cos((Math.PI * t) / until)) : 0;
      expect(replaced).toBe(t % 4 === 0 ? Math.round(share * count) : 0);
    }
  });

  it('gives the same bits on one and on two threads, and learns', async () => {
    const runs = await Promise.all(
      [1, 2].map(async (threads) => {
        const { simulation, rewired } = await sparseNetwork(rigl({ until: 50 }), {
          backend: cpu({ threads }),
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

  it.each<[string, RiglOptions, typeof ParameterRangeError | typeof UnknownNameError]>([
    ['a share above 1', { share: 1.1 }, ParameterRangeError],
    ['no candidate', { candidates: 0 }, ParameterRangeError],
    ['an end before the first batch', { until: 0 }, ParameterRangeError],
    ['an unknown option', { fraction: 0.3 } as RiglOptions, UnknownNameError],
  ])('refuses %s', (_, options, error) => {
    expect(() => rigl(options)).toThrow(error);
  });
});
