import { defineRewiring, explicitPairs, GrowconeError, lift, network, type Backend } from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { BACKENDS } from './networks.ts';

/** How many of 25 pairs are connected, of which one was, after one rewiring that connects every pair it draws. */
async function connected(backend: Backend, pairs: number): Promise<number> {
  const net = network({ seed: 1 });
  const from = net.population('from', 5, poissonSource({ rate: 0 }));
  const to = net.population('to', 5, lif());
  const projection = net.project(from, to, { connect: explicitPairs([[0, 0]]), weight: 1 });
  const rule = defineRewiring({
    name: 'grow',
    edit: { draw: { pairs }, eliminate: () => lift(0), form: () => lift(1), init: () => ({ w: 1 }) },
  });
  net.rewire(projection, rule, { every: { steps: 1 } });
  await using live = await net.start(backend);
  await live.advance(1);
  return (await live.synapses(projection)).pre.length;
}

describe.each(BACKENDS)('on %s', (_, backend) => {
  it('a rewiring may draw one pair, and far more pairs than there are', async () => {
    // One that is connected already has probability 1/25.
    expect([1, 2]).toContain(await connected(backend, 1));
    // Each of 25 pairs is missed by 5000 draws with probability e⁻²⁰⁴.
    expect(await connected(backend, 5000)).toBe(25);
  });

  // An infinite number is not tried: if it were not refused, the test would never end.
  it.each([[-1], [0], [2.5], [Number.NaN]])('a number of pairs that is no count is refused: %f', async (pairs) => {
    await expect(connected(backend, pairs)).rejects.toBeInstanceOf(GrowconeError);
    await expect(connected(backend, pairs)).rejects.toThrow(/pairs/);
  });
});
