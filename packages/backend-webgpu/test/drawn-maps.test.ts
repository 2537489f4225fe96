import { cpu } from '@growcone/backend-cpu';
import {
  defineRewiring,
  fixedInDegree,
  network,
  quantity,
  type LiveSimulation,
  type Network,
  type Projection,
} from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';
import { presets, topographicMap, type MapPreset } from '@growcone/topomap';
import { describe, expect, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import { skipped } from './software-adapter.ts';

/** Who is connected, and in which order columns are. */
async function connectivity(live: LiveSimulation, projections: readonly Projection[]) {
  const all = [];
  for (const projection of projections) {
    const { pre, post, columnOffsets } = await live.synapses(projection);
    all.push({ pre: [...pre], post: [...post], columnOffsets: [...(columnOffsets ?? [])] });
  }
  return all;
}

/** Runs a network on the CPU and on a GPU, and compares who is connected after each stretch. */
async function expectAlike(
  net: Network,
  projections: readonly Projection[],
  stretches: readonly number[],
): Promise<void> {
  await using expected = await net.start(cpu({ threads: 1 }));
  await using live = await net.start(webgpu());
  const start = await connectivity(live, projections);
  let last = start;
  for (const steps of stretches) {
    await expected.advance(steps);
    await live.advance(steps);
    last = await connectivity(live, projections);
    expect(last).toEqual(await connectivity(expected, projections));
  }
  expect(last).not.toEqual(start);
}

/** Layers of 16 neurons, whose stimulus is so strong that targets fire within the test. */
const small = (preset: MapPreset): MapPreset => ({
  ...preset,
  side: 4,
  stimulus: { ...preset.stimulus, base: 100, peak: 600 },
  ...(preset.inDegree === undefined ? {} : { inDegree: 5 }),
});

describe.skipIf(skipped)('a network that rewires as it runs on, on a GPU', { timeout: 120_000 }, () => {
  it('forms the topographic map of the CPU: drawn pairs', async () => {
    const map = topographicMap({ preset: small(presets.knight2025), seed: 4 });
    await expectAlike(map.network, [map.feedforward, map.lateral], [7, 293]);
  });

  it('forms the topographic map of the CPU: slots, and partners that fired', async () => {
    const { rewiring, ...rest } = small(presets.bamford2010);
    // Half of the synapses that are drawn go, so that a short time shows it.
    const preset = { ...rest, rewiring: { ...rewiring, attempts: 4, eliminateWeak: 0.5, eliminateStrong: 0.5 } };
    const map = topographicMap({ preset, seed: 4 });
    await expectAlike(map.network, [map.feedforward, map.lateral], [7, 193]);
  });

  it('finds the in-degrees that neurons need to fire at a target rate', async () => {
    const net = network({ dt: 1, seed: 1 });
    const sources = net.population('sources', 40, poissonSource({ rate: 60 }));
    const neurons = net.population('neurons', 12, lif());
    const afferents = net.project(sources, neurons, { connect: fixedInDegree(1), weight: 0.3 });
    const rule = defineRewiring({
      name: 'in-degree for a rate',
      post: { calcium: quantity(0, 'Hz', 'running rate'), elements: quantity(1, '', 'dendritic elements') },
      eachPost: ({ post: { calcium, elements }, z }) => ({
        calcium: calcium.add(z.mul(1000).sub(calcium).div(50)),
        elements: elements.add(calcium.div(-20).add(1).mul(0.125)).max(0),
      }),
      edit: {
        draw: { pairs: 30 },
        form: ({ inDegree, postVars }) => inDegree.add(1).le(postVars.elements),
        eliminate: ({ inDegree, postVars }) => inDegree.gt(postVars.elements),
        init: () => ({ w: 0.3 }),
      },
    });
    net.rewire(afferents, rule, { every: { steps: 3 } });
    await expectAlike(net, [afferents], [300]);
  });

  it('names a value at birth that is not finite, and the step in which the synapse came', async () => {
    const net = network({ dt: 1, seed: 1 });
    const sources = net.population('sources', 4, poissonSource({ rate: 1 }));
    const neurons = net.population('neurons', 3, lif());
    const projection = net.project(sources, neurons, { connect: fixedInDegree(1), weight: 0.1 });
    const rule = defineRewiring({
      name: 'divides by zero',
      edit: {
        draw: { pairs: 8 },
        form: ({ pre }) => pre.eq(2),
        eliminate: () => 0,
        init: ({ pre }) => ({ w: pre.sub(1).div(pre.sub(2)) }),
      },
    });
    net.rewire(projection, rule, { every: { steps: 2 } });
    await using live = await net.start(webgpu());
    await expect(live.advance(40)).rejects.toMatchObject({
      code: 'NOT_FINITE',
      fields: { variable: 'w (at birth, divides by zero)', pre: 2, value: Infinity },
    });
  });
});
