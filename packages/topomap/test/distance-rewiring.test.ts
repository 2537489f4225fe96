import { cpu } from '@growcone/backend-cpu';
import { network, type StoreSnapshot } from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import {
  connectByDistance,
  distanceRewiring,
  grid,
  sizeOf,
  squaredDistance,
  type DistanceRewiringOptions,
} from '../src/index.ts';

const line = grid(12, 1);
const options: DistanceRewiringOptions = {
  draw: { pairs: 50 },
  formation: { peak: 1, sigma: 0.8 },
  eliminateWeak: 1,
  eliminateStrong: 0,
  weak: 0.1,
  birth: 0.5,
};

/** Synapses after a while, from none. */
async function grown(steps: number, more: Partial<DistanceRewiringOptions> = {}): Promise<StoreSnapshot> {
  const net = network({ dt: 1, seed: 1 });
  const from = net.population('from', sizeOf(line), poissonSource({ rate: 0 }));
  const to = net.population('to', sizeOf(line), lif());
  const synapses = net.project(from, to, {
    connect: connectByDistance(line, { peak: 0, sigma: 1 }),
    weight: 0.5,
    format: 'growable-rows',
  });
  net.rewire(synapses, distanceRewiring(line, { ...options, ...more }), { every: { steps: 2 } });
  await using live = await net.start(cpu({ threads: 1 }));
  await live.advance(steps);
  return live.synapses(synapses);
}

describe('rewiring by distance', () => {
  it('grows synapses from nothing, with the weight of birth', async () => {
    const { pre, variables } = await grown(200);
    // Every neuron's pair at distance 0 is drawn about 35 times and then formed for certain; missing one has probability 12 e⁻³⁵.
    expect(pre.length).toBeGreaterThanOrEqual(12);
    expect(new Set(variables['w'])).toEqual(new Set([0.5]));
  });

  it('forms nothing between neurons that are far apart', async () => {
    const { pre, post } = await grown(2000);
    // Distance 6 has probability exp(−28) = 6e-13 per attempt.
    for (const [i, a] of pre.entries()) expect(squaredDistance(line, a, post[i]!)).toBeLessThan(36);
  });

  it('takes every weak synapse away as soon as it is drawn', async () => {
    // Born weak: only what the last rewirings formed can be there, at most the pairs they drew.
    expect((await grown(2000, { birth: 0.05, draw: { pairs: 4 } })).pre.length).toBeLessThan(
      (await grown(2000)).pre.length,
    );
  });

  it('does nothing before it is first due', async () => {
    expect((await grown(1)).pre.length).toBe(0);
  });

  it('refuses numbers that are no probabilities or counts, and misspelt options', () => {
    const refusal =
      (more: object): (() => unknown) =>
      () =>
        distanceRewiring(line, { ...options, ...more });
    expect(refusal({ eliminateWeak: -1 })).toThrow('distanceRewiring.eliminateWeak');
    expect(refusal({ formation: { peak: 1, sigma: 0 } })).toThrow('gaussianKernel.sigma');
    expect(refusal({ weka: 1 })).toThrow("Did you mean 'weak'?");
  });
});
