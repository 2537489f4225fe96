import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import { decodeCheckpoint, encodeCheckpoint, type Backend, type Simulation, type StoreSnapshot } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { batchOf, byPair, probedNetwork, ranking, type Probed } from './probed-network.ts';

const BACKENDS: readonly [string, Backend][] = [
  ['the reference', reference()],
  ['the CPU', cpu({ threads: 1 })],
  ['two threads', cpu({ threads: 2 })],
];

const PROBES = 20;

const stores = async ({ simulation, input, loop, out }: Probed): Promise<readonly StoreSnapshot[]> => [
  await simulation.synapses(input),
  await simulation.synapses(loop),
  await simulation.synapses(out),
];

async function train(simulation: Simulation, from: number, to: number): Promise<void> {
  for (let batch = from; batch < to; batch++) await simulation.train(batchOf(batch));
}

describe.each(BACKENDS)('on %s', (_, backend) => {
  it('probes are there from the batch that a rewiring follows to the rewiring, and no pair of them has a synapse', async () => {
    const net = await probedNetwork(backend, ranking(PROBES), { every: 3 });
    await using simulation = net.simulation;
    const counts: number[] = [];
    for (let batch = 1; batch <= 6; batch++) {
      await simulation.accumulate(batchOf(batch));
      const probes = await simulation.probes(net.loop);
      counts.push(probes.pre.length);
      const synapses = byPair(await simulation.synapses(net.loop));
      expect(Object.keys(byPair(probes)).filter((pair) => pair in synapses)).toEqual([]);
      await simulation.update();
      if (batch % 3 === 0) await simulation.rewire();
    }
    expect(counts).toEqual([0, 0, PROBES, 0, 0, PROBES]);
    expect((await simulation.probes(net.loop)).pre.length).toBe(0);
  });

  it('those with the largest gradient grow at weight 0, and the number of synapses stays', async () => {
    const net = await probedNetwork(backend, ranking(PROBES, 0.3));
    await using simulation = net.simulation;
    for (let batch = 0; batch < 5; batch++) {
      await simulation.accumulate(batchOf(batch));
      const probes = Object.entries(byPair(await simulation.probes(net.input)));
      await simulation.update();
      const before = byPair(await simulation.synapses(net.input));
      await simulation.rewire();
      const after = byPair(await simulation.synapses(net.input));
      // 36 synapses, of which round(0.3 · 36) = 11 go.
      expect([Object.keys(before).length, Object.keys(after).length]).toEqual([36, 36]);
      const born = Object.keys(after).filter((pair) => !(pair in before));
      const best = probes.sort(([, [a]], [, [b]]) => Math.abs(b!) - Math.abs(a!)).slice(0, 11);
      expect(born.sort()).toEqual(best.map(([pair]) => pair).sort());
      expect(born.map((pair) => after[pair]![0])).toEqual(born.map(() => 0));
      const gone = Object.keys(before).filter((pair) => !(pair in after));
      const weakest = Object.entries(before).sort(([, [a]], [, [b]]) => Math.abs(a!) - Math.abs(b!));
      expect(gone.sort()).toEqual(
        weakest
          .slice(0, 11)
          .map(([pair]) => pair)
          .sort(),
      );
    }
  });

  it('updating by hand does what train does', async () => {
    const [whole, parts] = [
      await probedNetwork(backend, ranking(PROBES)),
      await probedNetwork(backend, ranking(PROBES)),
    ];
    await using one = whole.simulation;
    await using other = parts.simulation;
    for (let batch = 0; batch < 4; batch++) {
      await one.train(batchOf(batch));
      await other.accumulate(batchOf(batch));
      await other.update();
      await other.rewire();
    }
    expect(await stores(parts)).toEqual(await stores(whole));
  });

  it('probes sum the gradient of all batches of an update', async () => {
    const net = await probedNetwork(backend, ranking(PROBES));
    await using simulation = net.simulation;
    const start = await simulation.checkpoint();
    const gradientAfter = async (...batches: number[]): Promise<Record<string, readonly number[]>> => {
      await simulation.restore(start);
      for (const batch of batches) await simulation.accumulate(batchOf(batch));
      return byPair(await simulation.probes(net.input));
    };
    const [both, first, second] = [await gradientAfter(1, 2), await gradientAfter(1), await gradientAfter(2)];
    expect(Object.keys(both).length).toBe(PROBES);
    const largest = Math.max(...Object.values(both).map(([gradient]) => Math.abs(gradient!)));
    for (const [pair, [sum]] of Object.entries(both)) {
      // Six trials of at most 40 arriving spikes each, every addition rounded to single precision.
      expect(Math.abs(sum! - (first[pair]![0]! + second[pair]![0]!))).toBeLessThan(240 * 2 ** -24 * largest);
    }
  });

  it('a run goes on from a checkpoint bit for bit, also in the middle of two rewirings', async () => {
    const [whole, resumed] = [
      await probedNetwork(backend, ranking(PROBES), { every: 3 }),
      await probedNetwork(backend, ranking(PROBES), { every: 3 }),
    ];
    await using one = whole.simulation;
    await using other = resumed.simulation;
    await train(one, 0, 5);
    const bytes = encodeCheckpoint(await one.checkpoint());
    await train(one, 5, 13);
    // It has been somewhere else before, with probes in place.
    await train(other, 40, 42);
    await other.accumulate(batchOf(42));
    await other.restore(decodeCheckpoint(bytes).checkpoint);
    await train(other, 5, 13);
    expect(await stores(resumed)).toEqual(await stores(whole));
  });

  it('a rewiring without probes is refused, and so is a checkpoint before a rewiring that is due', async () => {
    const net = await probedNetwork(backend, ranking(PROBES), { every: 2 });
    await using simulation = net.simulation;
    await expect(simulation.rewire()).rejects.toThrow(
      /'sourceToHidden' cannot be rewired now: .*every: 2.*simulation\.train/,
    );
    await simulation.train(batchOf(0));
    await expect(simulation.rewire()).rejects.toMatchObject({ code: 'NO_PROBES' });
    await simulation.accumulate(batchOf(1));
    await simulation.update();
    await expect(simulation.checkpoint()).rejects.toThrow(/Call simulation.rewire\(\) first/);
    await simulation.rewire();
    await simulation.checkpoint();
    await expect(simulation.rewire()).rejects.toMatchObject({ code: 'NO_PROBES' });
    await expect(simulation.probes(net.out)).rejects.toMatchObject({ code: 'NOT_PROBED' });
  });

  it('a rewiring that is due but left out leaves nothing behind', async () => {
    const [left, taken] = [
      await probedNetwork(backend, ranking(PROBES, 0), { every: 2 }),
      await probedNetwork(backend, ranking(PROBES, 0), { every: 2 }),
    ];
    await using one = left.simulation;
    await using other = taken.simulation;
    for (let batch = 0; batch < 3; batch++) {
      await one.accumulate(batchOf(batch));
      await one.update();
      // A share of 0 changes nothing but the probes.
      await other.train(batchOf(batch));
    }
    expect(await one.checkpoint()).toEqual(await other.checkpoint());
  });

  it.each([
    [
      'a share above 1',
      ranking(PROBES, ({ batches }) => batches.mul(0.7)),
      /share .* 'ranking' prunes after batch 2 is 1\.4/,
    ],
    ['a rank that is no number', ranking(PROBES, 0.2, (grad) => grad.sub(grad).div(grad.sub(grad))), /ranking.*NaN/],
  ])('%s stops the rewiring, and the network is as it was', async (__, rule, message) => {
    const net = await probedNetwork(backend, rule, { every: 2 });
    await using simulation = net.simulation;
    await simulation.train(batchOf(0));
    await simulation.accumulate(batchOf(1));
    await simulation.update();
    const before = await stores(net);
    await expect(simulation.rewire()).rejects.toThrow(message);
    expect(await stores(net)).toEqual(before);
    // What a rewiring works with does not show in the next gradient.
    await simulation.accumulate(batchOf(2));
    const twin = await probedNetwork(backend, rule, { every: 2 });
    await using untouched = twin.simulation;
    for (let batch = 0; batch < 2; batch++) {
      await untouched.accumulate(batchOf(batch));
      await untouched.update();
    }
    await untouched.accumulate(batchOf(2));
    expect(await simulation.gradient(net.input)).toEqual(await untouched.gradient(twin.input));
  });
});

it('all give the same synapses on the CPU, whatever the number of threads', async () => {
  const nets = await Promise.all(
    [cpu({ threads: 1 }), cpu({ threads: 2 }), cpu({ threads: 1, simd: false })].map((b) =>
      probedNetwork(b, ranking(PROBES)),
    ),
  );
  for (const { simulation } of nets) await train(simulation, 0, 8);
  const [first, ...others] = await Promise.all(nets.map((net) => stores(net)));
  for (const other of others) expect(other).toEqual(first);
  for (const { simulation } of nets) await simulation[Symbol.asyncDispose]();
});
