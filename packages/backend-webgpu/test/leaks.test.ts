import { describe, expect, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import { skipped } from './software-adapter.ts';
import { tinyBatch, tinyNetwork } from './tiny-network.ts';
import { watchedGpu } from './watched-gpu.ts';

const SUBMITS = 10_000;

describe.skipIf(skipped)('a network that runs for a long time', () => {
  it(
    'hands over ten thousand command buffers, and neither objects of the GPU nor memory grow',
    {
      timeout: 240_000,
    },
    async () => {
      const watch = await watchedGpu();
      await using simulation = await tinyNetwork().compile(webgpu({ gpu: watch.gpu }));
      const [into] = simulation.network.projections;
      const runUntil = async (submits: number): Promise<void> => {
        while (watch.submits < submits) {
          await simulation.train(tinyBatch);
          await simulation.evaluate(tinyBatch);
          await simulation.synapses(into!);
        }
      };
      // Until then the engine compiles, and what it collects reaches a level.
      await runUntil(SUBMITS / 4);
      const before = { live: watch.live, made: { ...watch.made }, resident: process.memoryUsage.rss() };
      await runUntil(SUBMITS);
      expect(watch.live).toBe(before.live);
      const { createBuffer, ...others } = watch.made;
      const { createBuffer: createdBefore, ...othersBefore } = before.made;
      expect(others).toEqual(othersBefore);
      // Copies for the host come and go.
      expect(createBuffer).toBeGreaterThan(createdBefore!);
      // What the engine holds goes up and down by some 10 MiB; 4 KiB lost with each of 7500 command buffers would be 29 MiB.
      expect(process.memoryUsage.rss() - before.resident).toBeLessThan(24 * 2 ** 20);
    },
  );
});
