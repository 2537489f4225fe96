import { cpu } from '@growcone/backend-cpu';
import { describeChecks, rewiringConformance } from '@growcone/conformance';
import { deepR } from '@growcone/plasticity-deepr';
import { rigl } from '@growcone/plasticity-rigl';
import { describe, expect, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import { classifier, examples } from './classifier.ts';
import { skipped } from './software-adapter.ts';

describe.skipIf(skipped)('rewiring on a GPU', () => {
  describeChecks(
    'DEEP R on the WebGPU backend',
    rewiringConformance(() => deepR({ l1: 0.05 }), { backend: webgpu(), rounds: 90 }),
    { describe, it },
  );
  describeChecks(
    'RigL on the WebGPU backend',
    rewiringConformance(() => rigl(), { backend: webgpu(), rounds: 30 }),
    { describe, it },
  );

  it('gives the synapses of the CPU bit for bit, given its weights: DEEP R', async () => {
    const net = classifier('reverse', deepR({ l1: 0.05 }));
    const { projections } = net.describe();
    await using expected = await net.compile(cpu({ threads: 1 }));
    await using simulation = await net.compile(webgpu());
    for (const batch of examples) {
      await expected.accumulate(batch);
      await expected.update();
      await simulation.restore(await expected.checkpoint());
      const changes = await expected.rewire();
      expect(await simulation.rewire()).toEqual(changes);
      // Weights cross zero in every batch of this network.
      expect(Object.values(changes).every((n) => n > 0)).toBe(true);
      for (const projection of projections) {
        expect(await simulation.synapses(projection)).toEqual(await expected.synapses(projection));
      }
    }
  });
});
