import { cpu } from '@growcone/backend-cpu';
import { fixedProbability, network, normal, type Network, type Projection, type StoreFormat } from '@growcone/core';
import { leakyIntegrator, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, meanSquare } from '@growcone/training';
import { describe, expect, it } from 'vitest';

const [PRE, POST] = [100, 300];

function built(format: StoreFormat): { net: Network; projection: Projection } {
  const net = network({ seed: 1 });
  const input = net.population('input', PRE, spikeSource());
  const output = net.population('output', POST, leakyIntegrator());
  const projection = net.project(input, output, { connect: fixedProbability(0.3), weight: normal(0, 1), format });
  return { net, projection };
}

describe('the memory of synapses', () => {
  // A variable takes 4 bytes; a row of the sparse format 8, and the number of one of 300 neurons 2.
  const bytes = { dense: (v: number) => PRE * POST * 4 * v, rows: (v: number, n: number) => n * (4 * v + 2) + 8 * PRE };

  it.each(['dense', 'rows'] as const)('is told of a network that learns by Adam, with %s', async (format) => {
    const { net, projection } = built(format);
    net.readout(projection.post, { readout: meanOverTime(), loss: meanSquare({ at: 'step' }) });
    net.learn(projection, { rule: eprop(), optimiser: adam() });
    await using simulation = await net.compile(cpu({ threads: 1 }));
    const synapses = (await simulation.synapses(projection)).pre.length;
    // The weight and the two moments of its gradient.
    expect(await simulation.synapseBytes(projection)).toBe(bytes[format](3, synapses));
  });

  it.each(['dense', 'rows'] as const)(
    'is the same whether a network runs in trials or runs on, with %s',
    async (format) => {
      const { net, projection } = built(format);
      await using simulation = await net.compile(cpu({ threads: 1 }));
      await using live = await net.start(cpu({ threads: 1 }));
      const synapses = (await simulation.synapses(projection)).pre.length;
      expect(await simulation.synapseBytes(projection)).toBe(bytes[format](1, synapses));
      expect(await live.synapseBytes(projection)).toBe(bytes[format](1, synapses));
    },
  );
});
