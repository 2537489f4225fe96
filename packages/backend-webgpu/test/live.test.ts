import { cpu } from '@growcone/backend-cpu';
import {
  fixedInDegree,
  fixedTotal,
  network,
  type LiveSimulation,
  type Network,
  type Projection,
  type SpikeBatch,
  type StoreSnapshot,
  type Stretch,
} from '@growcone/core';
import { lif, poissonSource, spikeSource } from '@growcone/models';
import { stdp } from '@growcone/plasticity-stdp';
import { describe, expect, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import { skipped } from './software-adapter.ts';

/** Sizes that are no multiple of anything; from GIVEN more spikes arrive at once than a neuron has room to list. */
const [DRIVEN, GIVEN, CELLS] = [70, 45, 101];

interface Built {
  readonly net: Network;
  readonly projections: readonly Projection[];
}

/** Cells with two kinds of input and among themselves, with delays, several synapses per pair, and plasticity on spikes of both ends. */
function built(gain = 1): Built {
  const net = network({ dt: 1, seed: 8 });
  const driven = net.population('driven', DRIVEN, poissonSource({ rate: 60 }));
  const given = net.population('given', GIVEN, spikeSource());
  const cells = net.population('cells', CELLS, lif());
  const projections = [
    net.project(driven, cells, { connect: fixedInDegree(12), weight: 0.25 * gain, format: 'growable-rows' }),
    net.project(given, cells, { connect: fixedTotal(45 * 30, { multapses: true }), weight: 0.02, delay: 3 }),
    net.project(cells, cells, { connect: fixedInDegree(7), weight: 0.2, delay: 2, format: 'rows' }),
  ];
  const rule = stdp({ aPlus: 0.01, aMinus: 0.008, tauPlus: 20, tauMinus: 30, wMin: 0, wMax: 0.4 });
  net.plastic([projections[0]!, projections[2]!], rule);
  net.record(cells, { spikes: true, variables: ['v'] });
  return { net, projections };
}

/** Every 23rd neuron, moving on; in each 11th step all of them. */
function given(from: number, steps: number): SpikeBatch {
  const offsets = new Uint32Array(steps + 1);
  const neurons: number[] = [];
  for (let t = 0; t < steps; t++) {
    const now = from + t;
    for (let n = 0; n < GIVEN; n++) if (now % 11 === 5 || (n * 7 + now) % 23 === 0) neurons.push(n);
    offsets[t + 1] = neurons.length;
  }
  return { size: 1, steps, offsets, neurons: Uint32Array.from(neurons) };
}

interface Course {
  readonly spikes: readonly (readonly number[])[];
  readonly v: readonly number[];
  readonly synapses: readonly StoreSnapshot[];
}

const listsOf = ({ steps, offsets, neurons }: SpikeBatch): number[][] =>
  Array.from({ length: steps }, (_, t) => [...neurons.subarray(offsets[t], offsets[t + 1])]);

/** What a network does in stretches of time. */
async function course(live: LiveSimulation, { projections }: Built, stretches: readonly number[]): Promise<Course> {
  const seen: Stretch[] = [];
  for (const steps of stretches) seen.push(await live.advance(steps, { given: given(live.steps, steps) }));
  const synapses = [];
  for (const projection of projections) synapses.push(await live.synapses(projection));
  return {
    spikes: seen.flatMap(({ spikes }) => listsOf(spikes['cells']!)),
    v: seen.flatMap(({ variables }) => [...variables['cells']!['v']!]),
    synapses,
  };
}

describe.skipIf(skipped)('a network that runs on, on a GPU', { timeout: 120_000 }, () => {
  const lists = webgpu({ delivery: 'lists' });

  it('does what it does on the CPU', async () => {
    const b = built();
    await using expected = await b.net.start(cpu({ threads: 1 }));
    await using live = await b.net.start(lists);
    const [wanted, got] = [await course(expected, b, [60]), await course(live, b, [60])];
    // A GPU may join a product and a sum, which moves a potential by some 10⁻⁷; none of these comes so close to the threshold.
    expect(got.spikes).toEqual(wanted.spikes);
    expect(got.spikes.flat().length).toBeGreaterThan(100);
    got.synapses.forEach(({ pre, post, variables }, i) => {
      expect([pre, post]).toEqual([wanted.synapses[i]!.pre, wanted.synapses[i]!.post]);
      variables['w']!.forEach((w, s) => expect(w).toBeCloseTo(wanted.synapses[i]!.variables['w']![s]!, 5));
    });
    // Both kinds of spikes have changed weights, in both directions.
    const moved = got.synapses[2]!.variables['w']!;
    expect(moved.some((w) => w > 0.201) && moved.some((w) => w < 0.199)).toBe(true);
  });

  it('has the same bits however time is cut, however spikes find their synapses, and every time', async () => {
    const b = built();
    const runs: Course[] = [];
    for (const [backend, stretches] of [
      [lists, [60]],
      [lists, [1, 20, 2, 37]],
      [webgpu({ delivery: 'columns' }), [25, 35]],
      [webgpu(), [60]],
    ] as const) {
      await using live = await b.net.start(backend);
      runs.push(await course(live, b, stretches));
    }
    for (const run of runs.slice(1)) expect(run).toEqual(runs[0]);
  });

  it('goes on from a checkpoint, its own or the CPU’s', async () => {
    const b = built();
    await using one = await b.net.start(lists);
    await course(one, b, [40]);
    const half = await one.checkpoint();
    const expected = await course(one, b, [30]);
    await using other = await b.net.start(webgpu());
    await other.restore(half);
    expect(await other.checkpoint()).toEqual(half);
    expect(await course(other, b, [30])).toEqual(expected);
    await using onCpu = await b.net.start(cpu({ threads: 1 }));
    await onCpu.restore(half);
    expect((await course(onCpu, b, [30])).spikes).toEqual(expected.spikes);
    await other.restore(await onCpu.checkpoint());
    expect((await course(other, b, [20])).spikes).toEqual((await course(onCpu, b, [20])).spikes);
  });

  it('says which value is not finite and in which step, and runs on from the last checkpoint', async () => {
    const b = built();
    await using live = await b.net.start(lists);
    await live.advance(10, { given: given(0, 10) });
    const good = await live.checkpoint();
    const { pre, post, variables } = await live.synapses(b.projections[1]!);
    const w = Float32Array.from(variables['w']!);
    w[7] = Infinity;
    const broken = { ...good.stores[1]!, variables: { ...variables, w } };
    await live.restore({ ...good, stores: { ...good.stores, 1: broken } });
    // Given neuron n fires in step t + 1 where 7n + t divides by 23, or in all of t = 16: three steps later its weight arrives.
    const fires = Array.from({ length: 23 }, (_, t) => t).find(
      (t) => t >= 10 && (t % 11 === 5 || (pre[7]! * 7 + t) % 23 === 0),
    )!;
    const advance = live.advance(30, { given: given(10, 30) });
    await expect(advance).rejects.toMatchObject({
      code: 'NOT_FINITE',
      fields: { population: 'cells', neuron: post[7], step: fires + 1 + 3, value: Infinity },
    });
    await live.restore(good);
    expect((await live.advance(5, { given: given(10, 5) })).spikes['cells']!.steps).toBe(5);
  });
});
