import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import { fixedProbability, network, type Backend } from '@growcone/core';
import { lif, spikeSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';

describe('a projection whose synapses share one fixed weight', () => {
  it.each<[string, Backend]>([
    ['the reference, which keeps a bit per pair', reference()],
    ['the CPU backend, which has no bit masks and keeps rows', cpu({ threads: 1 })],
  ])('runs on %s', async (_, backend) => {
    const net = network({ seed: 1 });
    const input = net.population('input', 10, spikeSource());
    const output = net.population('output', 20, lif());
    net.project(input, output, { connect: fixedProbability(0.5), weight: 0.25 });
    net.record(output, { variables: ['v'] });
    await using simulation = await net.compile(backend);
    const spikes = {
      size: 1,
      steps: 2,
      offsets: Uint32Array.of(0, 10, 10),
      neurons: Uint32Array.from({ length: 10 }, (__, i) => i),
    };
    const { variables } = await simulation.evaluate({ input: spikes });
    // Ten spikes arrive in step 2; each neuron gets 0.25 from every synapse it has.
    const after = Array.from(variables['output']?.['v'] ?? []).slice(20);
    const synapses = (await simulation.synapses(net.describe().projections[0]!)).pre.length;
    expect(after.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0.25 * synapses, 4);
  });
});
