import { cpu } from '@growcone/backend-cpu';
import {
  defineRewiring,
  fixedInDegree,
  fixedProbability,
  fixedTotal,
  network,
  type LiveSimulation,
  type Network,
  type NeuronModel,
  type Projection,
  type StoreSnapshot,
} from '@growcone/core';
import { alif, lif, poissonSource, spikeSource } from '@growcone/models';
import { stdp } from '@growcone/plasticity-stdp';
import { describe, expect, it } from 'vitest';
import { trains } from './rewiring/networks.ts';

/** Sizes that are no multiple of anything: 200 neurons are four groups of 64, the last of them 8. */
const [DRIVEN, GIVEN, CELLS, OTHERS] = [200, 70, 300, 130];

const windows = stdp({ aPlus: 0.01, aMinus: 0.008, tauPlus: 20, tauMinus: 30, wMin: 0, wMax: 0.4 });
const byPairs = defineRewiring({
  name: 'by pairs',
  post: { fired: { value: 0, unit: '', doc: 'filtered spikes' } },
  eachPost: ({ post, z }) => ({ fired: post.fired.mul(0.9).add(z) }),
  edit: {
    draw: { pairs: 200 },
    eliminate: ({ w, postVars }) => w.lt(0.1).select(0.5, postVars.fired.mul(0.05)),
    form: ({ inDegree }) => inDegree.lt(12).select(0.1, 0.001),
    init: ({ pre }) => ({ w: pre.mul(0.0005).add(0.1) }),
  },
});
const bySlots = defineRewiring({
  name: 'by slots',
  edit: {
    draw: { slots: 60, perPost: 9, partner: 'uniform' },
    eliminate: () => 0.2,
    form: () => 0.4,
    init: () => ({ w: 0.2 }),
  },
});

interface Built {
  readonly net: Network;
  readonly projections: readonly Projection[];
}

/** Sources, given spikes, two populations of neurons with delays, several synapses per pair, plasticity and rewiring. */
function built(cells: NeuronModel = lif()): Built {
  const net = network({ dt: 1, seed: 8 });
  const driven = net.population('driven', DRIVEN, poissonSource({ rate: 30 }));
  const given = net.population('given', GIVEN, spikeSource());
  const excited = net.population('cells', CELLS, cells);
  const others = net.population('others', OTHERS, alif());
  const projections = [
    net.project(driven, excited, { connect: fixedInDegree(10), weight: 0.25, format: 'growable-rows' }),
    net.project(given, excited, { connect: fixedTotal(1500, { multapses: true }), weight: 0.1, delay: 3 }),
    net.project(excited, others, { connect: fixedInDegree(8), weight: 0.3, delay: 2, format: 'growable-rows' }),
    net.project(others, excited, { connect: fixedProbability(0.1), weight: 0.15, delay: 5, format: 'rows' }),
  ];
  net.plastic([projections[0]!, projections[2]!, projections[3]!], windows);
  net.rewire(projections[0]!, byPairs, { every: { steps: 3 } });
  net.rewire(projections[2]!, bySlots, { every: { steps: 5 } });
  net.record(excited, { spikes: true, variables: ['v'] });
  net.record(others, { spikes: true });
  return { net, projections };
}

const input = (from: number, steps: number): { given: ReturnType<typeof trains> } => ({
  given: trains(steps, (t) => Array.from({ length: GIVEN }, (_, n) => n).filter((n) => (n * 7 + from + t) % 23 === 0)),
});

interface Course {
  readonly spikes: unknown[];
  readonly variables: unknown[];
  readonly synapses: readonly StoreSnapshot[];
}

/** What a network does in stretches of time. */
async function course(
  live: LiveSimulation,
  projections: readonly Projection[],
  stretches: readonly number[],
): Promise<Course> {
  const [spikes, variables]: [unknown[], unknown[]] = [[], []];
  for (const steps of stretches) {
    const stretch = await live.advance(steps, input(live.steps, steps));
    spikes.push(stretch.spikes);
    variables.push(stretch.variables);
  }
  const synapses = [];
  for (const projection of projections) synapses.push(await live.synapses(projection));
  return { spikes, variables, synapses };
}

const alone = cpu({ threads: 1 });

describe.each([[2], [3], [4]])('a network that %i threads share', (threads) => {
  const shared = cpu({ threads, shareFrom: 1 });

  it('does the same as on one thread, bit for bit', async () => {
    const stretches = [1, 40, 259, 100];
    const { net, projections } = built();
    await using one = await net.start(alone);
    await using many = await net.start(shared);
    const expected = await course(one, projections, stretches);
    const got = await course(many, projections, stretches);
    expect(got).toEqual(expected);
    // It has done something: spikes in both populations, and synapses that came and went.
    const { spikes } = expected;
    for (const name of ['cells', 'others']) {
      expect((spikes[2] as Record<string, { neurons: Uint32Array }>)[name]!.neurons.length).toBeGreaterThan(100);
    }
    expect(expected.synapses[0]!.pre.length).not.toBe(10 * CELLS);
  });

  it('goes on from a checkpoint of one thread, and the other way round', async () => {
    const { net, projections } = built();
    await using one = await net.start(alone);
    await course(one, projections, [120]);
    const half = await one.checkpoint();
    const expected = await course(one, projections, [150]);
    await using many = await net.start(shared);
    await many.restore(half);
    expect(await many.checkpoint()).toEqual(half);
    expect(await course(many, projections, [150])).toEqual(expected);
    await using again = await net.start(alone);
    await again.restore(await many.checkpoint());
    expect(await course(again, projections, [50])).toEqual(await course(one, projections, [50]));
  });

  it('takes scalar instructions as well', async () => {
    const { net, projections } = built(alif());
    await using one = await net.start(alone);
    await using many = await net.start(cpu({ threads, shareFrom: 1, simd: false }));
    expect(await course(many, projections, [100])).toEqual(await course(one, projections, [100]));
  });

  it('says which synapse has a weight that is not finite, and runs on after it has been mended', async () => {
    const { net, projections } = built();
    await using many = await net.start(shared);
    const good = await many.checkpoint();
    const given = projections[1]!;
    const { pre, post, variables } = await many.synapses(given);
    const at = pre.length - 1;
    const w = Float32Array.from(variables['w']!);
    w[at] = NaN;
    const stores = { ...good.stores, [given.id]: { ...good.stores[given.id]!, variables: { ...variables, w } } };
    await many.restore({ ...good, stores });
    // Nothing has been sent over it, so nothing else is wrong.
    await expect(many.advance(1, { given: trains(1, () => []) })).rejects.toMatchObject({
      code: 'NOT_FINITE',
      message: expect.stringContaining(given.name) as string,
      fields: { pre: pre[at], post: post[at] },
    });
    await many.restore(good);
    await expect(course(many, projections, [20])).resolves.toBeDefined();
  });
});

it('what looks at all neurons keeps a network on one thread, with the same result', async () => {
  const { net, projections } = built();
  const capped = defineRewiring({
    name: 'capped',
    edit: {
      draw: { pairs: 40 },
      eliminate: () => 0.1,
      form: () => 0.1,
      init: () => ({ w: 0.1 }),
      caps: { pre: 12 },
    },
  });
  const all = net.describe().populations;
  const extra = net.project(all[0]!, all[3]!, { connect: fixedInDegree(4), weight: 0.1, format: 'growable-rows' });
  net.rewire(extra, capped, { every: { steps: 2 } });
  await using one = await net.start(alone);
  await using many = await net.start(cpu({ threads: 2, shareFrom: 1 }));
  expect(await course(many, [...projections, extra], [60])).toEqual(await course(one, [...projections, extra], [60]));
});
