import {
  defineRewiring,
  explicitPairs,
  lift,
  network,
  type Projection,
  type Rewiring,
  type Simulation,
} from '@growcone/core';
import { lif, spikeSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { growAll, nobody, silence, started } from './growing.ts';
import { BACKENDS, codes, codesWhere, columnsAreWhole, sorted, trains } from './networks.ts';

/** Synapses grow until there are as many as given. */
const upTo = (total: number): Rewiring =>
  defineRewiring({
    name: 'upTo',
    edit: {
      prune: { where: ({ w }) => w.gt(1e9) },
      grow: { count: { total }, init: ({ pre, post }) => ({ w: pre.mul(4096).add(post) }) },
    },
  });

describe.each(BACKENDS)('on %s', (_, backend) => {
  it.each([
    ['a single row', 1, 300],
    ['a single column', 300, 1],
    ['a square', 20, 20],
  ])('%s grows from nothing until it is full, whatever room it had, and stays so', async (__, pre, post) => {
    const all = codesWhere(pre, post, () => true);
    // 80 rewirings draw a quarter as many pairs as there are: one is missed with probability e⁻²⁰, any of 400 with 10⁻⁶.
    const rule = growAll((pre * post) / 4);
    const { live, grown } = await started(backend, { pre, post, connect: nobody, rule });
    await using _live = live;
    expect(codes(await live.synapses(grown))).toEqual([]);
    let before = 0;
    for (let part = 0; part < 8; part++) {
      await live.advance(10, silence(10));
      const { length } = codes(await live.synapses(grown));
      expect(length).toBeGreaterThanOrEqual(before);
      before = length;
    }
    const full = await live.synapses(grown);
    expect(sorted(codes(full))).toEqual(all);
    expect(Array.from(full.variables['w']!)).toEqual(codes(full));
    expect(columnsAreWhole(full)).toBe(true);
    await live.advance(10, silence(10));
    expect(await live.synapses(grown)).toEqual(full);
  });

  it('thousands of synapses grow at once, each with its own weight', async () => {
    // Each pair is missed with probability e⁻¹⁶, any of 4356 with 5 · 10⁻⁴.
    const size = 66;
    const rule = growAll(16 * size * size);
    const { live, grown } = await started(backend, { pre: size, post: size, connect: nobody, rule });
    await using _live = live;
    await live.advance(1, silence(1));
    const full = await live.synapses(grown);
    expect(sorted(codes(full))).toEqual(codesWhere(size, size, () => true));
    expect(Array.from(full.variables['w']!)).toEqual(codes(full));
  });

  it('a synapse delivers from the step after its birth, also a spike that was sent before', async () => {
    const one = defineRewiring({
      name: 'one',
      edit: { draw: { pairs: 1 }, eliminate: () => lift(0), form: () => lift(1), init: () => ({ w: 0.25 }) },
    });
    // A spike is sent in step 1 over 3 steps, and the synapse grows at the end of step `every`.
    const potential = async (every: number): Promise<number[]> => {
      const { live } = await started(backend, { pre: 1, post: 1, connect: nobody, rule: one, every, delay: 3 });
      await using _live = live;
      const { variables } = await live.advance(6, { from: trains(6, (t) => (t === 1 ? [0] : [])) });
      return Array.from(variables['to']!['v']!);
    };
    expect(await potential(3)).toEqual([0, 0, 0, 0.25, 0.25, 0.25]);
    // In step 4 the spike has passed already.
    expect(await potential(4)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('a sweep fills a matrix, and is refused one synapse more without changing any', async () => {
    const compiled = async (total: number): Promise<{ simulation: Simulation; grown: Projection }> => {
      const net = network({ seed: 8 });
      const from = net.population('from', 9, spikeSource());
      const to = net.population('to', 7, lif());
      const grown = net.project(from, to, { connect: explicitPairs([[0, 0]]), weight: 0 });
      net.rewire(grown, upTo(total));
      return { simulation: await net.compile(backend), grown };
    };
    const exact = await compiled(63);
    await using _exact = exact.simulation;
    await exact.simulation.rewire();
    const full = await exact.simulation.synapses(exact.grown);
    expect(sorted(codes(full))).toEqual(codesWhere(9, 7, () => true));
    expect(Array.from(full.variables['w']!)).toEqual(codes(full));

    const beyond = await compiled(64);
    await using _beyond = beyond.simulation;
    await expect(beyond.simulation.rewire()).rejects.toThrow(
      '63 new synapses were asked for between 9 and 7 neurons, but only 62',
    );
    expect(codes(await beyond.simulation.synapses(beyond.grown))).toEqual([0]);
  });

  it('an empty projection that draws no pairs is refused', async () => {
    const net = network({ seed: 8 });
    const from = net.population('from', 2, spikeSource());
    const empty = net.project(from, net.population('to', 2, lif()), { connect: nobody, weight: 1 });
    await expect(net.start(backend)).rejects.toMatchObject({ code: 'EMPTY_PROJECTION' });
    net.rewire(empty, upTo(1));
    await expect(net.compile(backend)).rejects.toMatchObject({ code: 'EMPTY_PROJECTION' });
  });
});
