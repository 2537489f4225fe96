import {
  defineRewiring,
  explicitPairs,
  fixedProbability,
  network,
  protectInitial,
  quantity,
  type Attempts,
  type Rewiring,
  type Sweep,
} from '@growcone/core';
import { leakyIntegrator, lif, poissonSource, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { describe, expect, it } from 'vitest';
import { BACKENDS, code, codes } from './networks.ts';

const age = quantity(7, '', 'a variable of the rule itself');

describe.each(BACKENDS)('on %s', (_, backend) => {
  it.each<[string, Attempts<'age', string>['eliminate']]>([
    ['a probability', () => 1],
    ['a condition', ({ w }) => w.ge(0)],
  ])('drawn pairs leave the first synapses alone: decided by %s', async (__, eliminate) => {
    const net = network({ seed: 4 });
    const from = net.population('from', 12, poissonSource({ rate: 0 }));
    const to = net.population('to', 9, lif());
    const projection = net.project(from, to, { connect: fixedProbability(0.3), weight: 0.5 });
    const rule = defineRewiring({
      name: 'restless',
      synapse: { age },
      edit: { draw: { pairs: 60 }, eliminate, form: () => 0.5, init: () => ({ w: 0.1 }) },
    });
    net.rewire(projection, protectInitial(rule), { every: { steps: 1 } });
    await using live = await net.start(backend);
    const first = new Set(codes(await live.synapses(projection)));
    const seen = new Set<number>();
    for (let look = 0; look < 20; look++) {
      await live.advance(3);
      const synapses = await live.synapses(projection);
      const now = codes(synapses);
      expect(now.filter((pair) => first.has(pair)).length).toBe(first.size);
      // Those that grew are told from the first, and have the rule's own variables too.
      expect(Array.from(synapses.variables['restless.protected']!)).toEqual(
        now.map((pair) => (first.has(pair) ? 1 : 0)),
      );
      expect(new Set(synapses.variables['restless.age'])).toEqual(new Set([7]));
      for (const pair of now) seen.add(pair);
    }
    // The others come and go: in 60 steps every pair has been there.
    expect(seen.size).toBe(12 * 9);
  });

  it.each<[string, Sweep<never, never>['prune']]>([
    ['a decision', { where: ({ w }) => w.gt(-10) }],
    ['rank', { lowest: ({ w }) => w, share: 1 }],
    ['rank among some', { lowest: ({ w }) => w.neg(), share: 1, where: ({ w }) => w.gt(-10) }],
  ])('a rewiring that looks at every synapse leaves the first ones alone: decided by %s', async (__, prune) => {
    const net = network({ seed: 4 });
    const input = net.population('input', 6, spikeSource());
    const output = net.population('output', 5, leakyIntegrator());
    const pairs = [
      [0, 1],
      [2, 2],
      [5, 4],
    ] as const;
    const projection = net.project(input, output, { connect: explicitPairs(pairs), weight: 0.5 });
    net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
    net.learn(projection, { rule: eprop(), optimiser: adam({ learningRate: 0.01 }) });
    const rule: Rewiring = defineRewiring({
      name: 'grow to nine',
      edit: { prune, grow: { count: { total: 9 }, init: () => ({ w: 0.1 }) } },
    });
    net.rewire(projection, protectInitial(rule));
    await using simulation = await net.compile(backend);
    for (let round = 0; round < 3; round++) {
      const { [projection.name]: gone } = await simulation.rewire();
      const now = codes(await simulation.synapses(projection));
      expect(now.length).toBe(9);
      // All others go each time.
      expect(gone).toBe(round === 0 ? 0 : 9 - pairs.length);
      for (const [a, b] of pairs) expect(now).toContain(code(a, b));
    }
  });
});
