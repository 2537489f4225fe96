import { cpu } from '@growcone/backend-cpu';
import { defineRewiring, explicitPairs, fixedInDegree, network, type Network, type Projection } from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';

const shared = cpu({ threads: 2, shareFrom: 1 });
const alone = cpu({ threads: 1 });

/** Sources and neurons. @param sources - how many @param neurons - how many @param rate - of the sources in Hz */
function built(sources: number, neurons: number, rate = 50): { net: Network; projection: Projection } {
  const net = network({ seed: 3 });
  const from = net.population('from', sources, poissonSource({ rate }));
  const to = net.population('to', neurons, lif());
  const projection = net.project(from, to, {
    connect: fixedInDegree(Math.min(5, sources)),
    weight: 0.4,
    format: 'growable-rows',
  });
  net.record(to, { spikes: true });
  return { net, projection };
}

describe('a network that threads share', () => {
  it.each([
    [1, 1],
    [63, 64],
    [64, 65],
    [65, 63],
    [257, 130],
  ])('does the same as on one thread with %i sources and %i neurons', async (sources, neurons) => {
    const { net, projection } = built(sources, neurons);
    await using one = await net.start(alone);
    await using two = await net.start(cpu({ threads: 3, shareFrom: 1 }));
    expect((await two.advance(200)).spikes).toEqual((await one.advance(200)).spikes);
    expect(await two.synapses(projection)).toEqual(await one.synapses(projection));
  });

  it('keeps up with spike lists and rows that outgrow their room', async () => {
    const { net, projection } = built(130, 200, 900);
    const grow = defineRewiring({
      name: 'grow',
      edit: { draw: { pairs: 300 }, eliminate: () => 0, form: () => 0.5, init: () => ({ w: 0.1 }) },
    });
    net.rewire(projection, grow, { every: { steps: 1 } });
    await using one = await net.start(alone);
    await using two = await net.start(shared);
    expect((await two.advance(150)).spikes).toEqual((await one.advance(150)).spikes);
    const synapses = await one.synapses(projection);
    // Ten times as many as at the start.
    expect(synapses.pre.length).toBeGreaterThan(10 * 5 * 200);
    expect(await two.synapses(projection)).toEqual(synapses);
  });

  it('can be disposed of while it runs', async () => {
    for (const delay of [0, 1, 5]) {
      const { net } = built(400, 400);
      const live = await net.start(shared);
      const running = Promise.all([live.advance(20_000), live.advance(1).catch(() => undefined)]).catch(
        (error: unknown) => error,
      );
      await new Promise((resolve) => setTimeout(resolve, delay));
      await live[Symbol.asyncDispose]();
      // It ends, with its result or because it was stopped.
      const outcome = await running;
      expect(['DISPOSED', undefined]).toContain((outcome as { code?: string }).code);
    }
  });

  it('runs beside another one, on devices of their own', async () => {
    const { net, projection } = built(300, 300);
    await using one = await net.start(alone);
    await using a = await net.start(shared);
    await using b = await net.start(shared);
    await Promise.all([a.advance(1500), b.advance(1500)]);
    await one.advance(1500);
    const expected = await one.synapses(projection);
    expect(await a.synapses(projection)).toEqual(expected);
    expect(await b.synapses(projection)).toEqual(expected);
  });

  it('refuses a damaged checkpoint whole, as one thread does', async () => {
    const { net, projection } = built(100, 100);
    await using two = await net.start(shared);
    const good = await two.checkpoint();
    const store = good.stores[projection.id]!;
    const restore = (changed: object): Promise<void> =>
      two.restore({ ...good, stores: { [projection.id]: { ...store, ...changed } } });
    const outside = store.post.slice();
    outside[7] = 100;
    await expect(restore({ post: outside })).rejects.toThrow('Synapse 7 connects neuron');
    const short = { ...store.variables, w: store.variables['w']!.slice(1) };
    await expect(restore({ variables: short })).rejects.toThrow("needs 500 values of 'w', got 499");
    expect(await two.checkpoint()).toEqual(good);
  });

  it('says which new synapse has a weight that is not finite', async () => {
    const net = network({ seed: 3 });
    const from = net.population('from', 70, poissonSource({ rate: 5 }));
    const to = net.population('to', 130, lif());
    const projection = net.project(from, to, { connect: explicitPairs([]), weight: 0.4 });
    const wrong = defineRewiring({
      name: 'wrong',
      edit: { draw: { pairs: 3 }, eliminate: () => 0, form: () => 1, init: () => ({ w: NaN }) },
    });
    net.rewire(projection, wrong, { every: { steps: 4 } });
    await using two = await net.start(shared);
    await expect(two.advance(10)).rejects.toThrow('w (at birth, wrong)');
  });
});
