import {
  defineRewiring,
  explicitPairs,
  network,
  type Backend,
  type DrawSlots,
  type Rewiring,
  type StoreSnapshot,
} from '@growcone/core';
import { lif, spikeSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { BACKENDS, trains } from './networks.ts';

const [SOURCES, TARGETS] = [9, 40];

/** A rule by slots. @param partner - who is tried @param q - probability that a synapse goes @param f - that one comes @param caps - of degrees */
const bySlots = (
  draw: Omit<DrawSlots, 'slots'> & { readonly slots?: number },
  q: number,
  f: number,
  caps: { readonly pre?: number; readonly post?: number } = {},
): Rewiring =>
  defineRewiring({
    name: 'slots',
    edit: { draw: { slots: 20, ...draw }, eliminate: () => q, form: () => f, init: () => ({ w: 1 }), caps },
  });

/** Snapshots of a projection that starts with one synapse, taken after equal numbers of steps. */
async function looks(
  backend: Backend,
  rule: Rewiring,
  { steps, count, fires }: { steps: number; count: number; fires: (step: number) => readonly number[] },
): Promise<StoreSnapshot[]> {
  const net = network({ seed: 3 });
  const from = net.population('from', SOURCES, spikeSource());
  const to = net.population('to', TARGETS, lif());
  const projection = net.project(from, to, { connect: explicitPairs([[0, 0]]), weight: 1 });
  net.rewire(projection, rule, { every: { steps: 1 } });
  await using live = await net.start(backend);
  const found: StoreSnapshot[] = [];
  for (let look = 0; look < count; look++) {
    await live.advance(steps, { from: trains(steps, (step) => fires(look * steps + step)) });
    found.push(await live.synapses(projection));
  }
  return found;
}

const degrees = (neurons: Uint32Array, size: number): number[] => {
  const counts = Array.from({ length: size }, () => 0);
  for (const neuron of neurons) counts[neuron]! += 1;
  return counts;
};
const silent = { steps: 300, count: 1, fires: () => [] };

describe.each(BACKENDS)('on %s', (_, backend) => {
  it('in-degrees settle where slots are filled as often as they are emptied', async () => {
    const [slots, q, f] = [6, 0.5, 0.4];
    const found = await looks(backend, bySlots({ perPost: slots, partner: 'uniform' }, q, f), {
      steps: 60,
      count: 60,
      fires: () => [],
    });
    // A neuron with k synapses loses one if one of its k slots is drawn, with probability q, and gets one if one of S − k slots is drawn
    // and one of the N − k sources that it has not, with probability f. Detailed balance: p(k + 1) / p(k) = f (S − k)(N − k) / (N q (k + 1)).
    // Sixty steps draw 30 slots of a neuron: with q ≥ 0.4 per drawn slot of six it forgets e⁻² and more from look to look.
    const weights = [1];
    for (let k = 0; k < slots; k++) {
      weights.push((weights[k]! * f * (slots - k) * (SOURCES - k)) / (SOURCES * q * (k + 1)));
    }
    const total = weights.reduce((sum, w) => sum + w, 0);
    const expected = weights.map((w, k) => (k * w) / total).reduce((sum, x) => sum + x, 0);
    const variance = weights.map((w, k) => ((k - expected) ** 2 * w) / total).reduce((sum, x) => sum + x, 0);
    const settled = found.slice(5).flatMap(({ post }) => degrees(post, TARGETS));
    const mean = settled.reduce((sum, k) => sum + k, 0) / settled.length;
    // Neighbouring looks share at most e⁻²: that makes the variance of the mean 1.3 times that of independent looks.
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt((1.3 * variance) / settled.length));
  });

  it('no neuron gets more synapses than it has slots, and all slots can be filled', async () => {
    const [last] = await looks(backend, bySlots({ perPost: 3, partner: 'uniform' }, 0, 1), silent);
    expect(degrees(last!.post, TARGETS)).toEqual(Array.from({ length: TARGETS }, () => 3));
  });

  it('only neurons that fired in the latest step with spikes are tried as partners', async () => {
    const fires = (step: number): readonly number[] => (step === 1 ? [5] : step === 2 ? [2, 7] : []);
    const rule = bySlots({ perPost: 9, partner: { lastSpiked: 3 } }, 0, 1);
    const until = async (steps: number): Promise<Set<number>> =>
      new Set((await looks(backend, rule, { steps, count: 1, fires }))[0]!.pre);
    // Neuron 0 has a synapse from the start.
    expect(await until(1)).toEqual(new Set([0, 5]));
    expect(await until(2)).toEqual(new Set([0, 2, 5, 7]));
    expect(await until(4)).toEqual(new Set([0, 2, 5, 7]));
  });

  it('nobody is tried who fired before the window', async () => {
    const rule = bySlots({ perPost: 9, partner: { lastSpiked: 2 } }, 0, 1);
    const firstOnly = (step: number): readonly number[] => (step === 1 ? [4] : []);
    const counts = (await looks(backend, rule, { steps: 1, count: 5, fires: firstOnly })).map(({ pre }) => pre.length);
    expect(counts[1]).toBeGreaterThan(counts[0]!);
    expect(counts.slice(2)).toEqual([counts[1], counts[1], counts[1]]);
  });

  it('caps hold although many synapses come at once, and are reached', async () => {
    const [last] = await looks(
      backend,
      bySlots({ slots: 400, perPost: 9, partner: 'uniform' }, 0, 1, { pre: 12, post: 2 }),
      silent,
    );
    // 40 neurons want 2 each, and 9 may give 12.
    expect(Math.max(...degrees(last!.pre, SOURCES))).toBeLessThanOrEqual(12);
    expect(degrees(last!.post, TARGETS)).toEqual(Array.from({ length: TARGETS }, () => 2));
  });
});

describe('a rewiring by slots', () => {
  it.each([
    ['no slots', { slots: 0, perPost: 4, partner: 'uniform' }, 'The number of slots that are drawn'],
    ['half a slot per neuron', { slots: 1, perPost: 0.5, partner: 'uniform' }, 'slots per postsynaptic neuron'],
    ['a window of no steps', { slots: 1, perPost: 4, partner: { lastSpiked: 0 } }, 'to look back for a partner'],
    ['a partner that is none', { slots: 1, perPost: 4, partner: 'unifrom' as 'uniform' }, "must be 'uniform' or"],
    ['two things to draw', { slots: 1, pairs: 1, perPost: 4, partner: 'uniform' } as DrawSlots, 'What is drawn'],
    ['more slots than there are numbers', { slots: 1, perPost: 2 ** 33, partner: 'uniform' }, 'below 2^32'],
  ] as const)('with %s is refused', (_, draw, message) => {
    const net = network({ seed: 1 });
    const from = net.population('from', 2, spikeSource());
    const to = net.population('to', 2, lif());
    const projection = net.project(from, to, { connect: explicitPairs([[0, 0]]), weight: 1 });
    expect(() => net.rewire(projection, bySlots(draw, 0, 1), { every: { steps: 1 } })).toThrow(message);
  });

  it('with a negative cap is refused', () => {
    const net = network({ seed: 1 });
    const from = net.population('from', 2, spikeSource());
    const to = net.population('to', 2, lif());
    const projection = net.project(from, to, { connect: explicitPairs([[0, 0]]), weight: 1 });
    const rule = bySlots({ perPost: 1, partner: 'uniform' }, 0, 1, { post: -1 });
    expect(() => net.rewire(projection, rule, { every: { steps: 1 } })).toThrow('The largest in-degree');
    const misspelt = bySlots({ perPost: 1, partner: 'uniform' }, 0, 1, { poste: 3 } as object);
    expect(() => net.rewire(projection, misspelt, { every: { steps: 1 } })).toThrow('got poste');
  });
});
