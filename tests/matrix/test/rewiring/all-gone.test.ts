import { allToAll, defineRewiring, explicitPairs, lift, network } from '@growcone/core';
import { leakyIntegrator, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { describe, expect, it } from 'vitest';
import { started } from './growing.ts';
import { BACKENDS, codes, trains } from './networks.ts';

/** Every drawn synapse goes, and none comes; 400 draws leave one of four pairs out with probability 10⁻⁵⁰. */
const vanish = defineRewiring({
  name: 'vanish',
  edit: { draw: { pairs: 400 }, eliminate: () => lift(1), form: () => lift(0), init: () => ({ w: 0 }) },
});

const vanishSweep = defineRewiring({ name: 'vanish', edit: { prune: { where: ({ w }) => w.lt(1e9) } } });

describe.each(BACKENDS)('on %s', (_, backend) => {
  it('a network runs on when all of its synapses have gone, and spikes under way are lost with them', async () => {
    const connect = explicitPairs([
      [0, 0],
      [0, 1],
      [1, 1],
    ]);
    const { live, grown } = await started(backend, { pre: 2, post: 2, connect, rule: vanish, every: 3, delay: 2 });
    await using _live = live;
    // Both neurons fire in every step: step 3 is the first in which a spike arrives, and the last in which it finds a synapse.
    const { variables } = await live.advance(8, { from: trains(8, () => [0, 1]) });
    const potentials = [[0, 0], [0, 0], ...Array.from({ length: 6 }, () => [1, 2])];
    expect(Array.from(variables['to']!['v']!)).toEqual(potentials.flat());
    const empty = await live.synapses(grown);
    expect(codes(empty)).toEqual([]);
    expect(Object.values(empty.variables).map((values) => values.length)).toEqual([0, 0]);
  });

  it('a network without synapses goes on from its checkpoint', async () => {
    const connect = explicitPairs([[1, 0]]);
    const { live, grown } = await started(backend, { pre: 2, post: 2, connect, rule: vanish, every: 2 });
    await using _live = live;
    await live.advance(5, { from: trains(5, () => [0, 1]) });
    const checkpoint = await live.checkpoint();
    const more = async (): Promise<number[]> =>
      Array.from((await live.advance(3, { from: trains(3, () => [0, 1]) })).variables['to']!['v']!);
    const first = await more();
    await live.restore(checkpoint);
    expect(live.steps).toBe(5);
    expect(await more()).toEqual(first);
    // One spike arrived in step 2, and none since.
    expect(first).toEqual([1, 0, 1, 0, 1, 0]);
    expect(codes(await live.synapses(grown))).toEqual([]);
  });

  it('trials, training and rewiring go on over a projection that a sweep has emptied', async () => {
    const net = network({ seed: 8 });
    const from = net.population('from', 3, spikeSource());
    const to = net.population('to', 4, leakyIntegrator());
    const projection = net.project(from, to, { connect: allToAll(), weight: 1 });
    net.readout(to, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
    net.learn(projection, { rule: eprop(), optimiser: adam({ learningRate: 0.01 }) });
    net.rewire(projection, vanishSweep, { every: 'epoch' });
    net.record(to, { variables: ['v'] });
    await using simulation = await net.compile(backend);
    const spikes = trains(3, () => [0, 1, 2]);
    const peak = async (): Promise<number> => {
      const { variables } = await simulation.evaluate({ from: spikes });
      return Math.max(...variables['to']!['v']!);
    };
    // Three spikes arrive in step 2, and three in step 3.
    expect(await peak()).toBeCloseTo(3 + 3 * Math.exp(-1 / 20), 5);
    expect(await simulation.rewire()).toEqual({ fromToTo: 12 });
    expect(await peak()).toBe(0);

    // Nothing tells the four classes apart any more.
    const { loss } = await simulation.train({ from: spikes, to: [2] });
    expect(loss).toBeCloseTo(Math.log(4), 6);
    expect((await simulation.gradient(projection)).pre.length).toBe(0);
    expect(await simulation.rewire()).toEqual({ fromToTo: 0 });
    const checkpoint = await simulation.checkpoint();
    await simulation.restore(checkpoint);
    expect(await peak()).toBe(0);
    expect(codes(await simulation.synapses(projection))).toEqual([]);
  });
});
