import { reference } from '@growcone/conformance';
import { allToAll, fixedProbability, network, normal, type NeuronModel, type SynapseModel } from '@growcone/core';
import {
  alif,
  conductance,
  exponential,
  izhikevich,
  leakyIntegrator,
  lif,
  refractory,
  spikeSource,
} from '@growcone/models';
import { eprop, type EpropOptions } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { describe, expect, it } from 'vitest';
import { randomSpikes } from './support/spike-trains.ts';

interface Case {
  readonly hidden: NeuronModel;
  readonly synapse?: SynapseModel;
  readonly scale: number;
}

const [STEPS, SIZE, INPUTS, HIDDEN, CLASSES] = [400, 2, 12, 6, 3];

/** Gradients of all projections in the second batch, and the least number of spikes of a hidden neuron in it. */
async function gradients(
  { hidden: model, synapse, scale }: Case,
  options: EpropOptions,
): Promise<{ g: number[][]; spikes: number }> {
  const net = network({ dt: 1, seed: 3 });
  const input = net.population('input', INPUTS, spikeSource());
  const hidden = net.population('hidden', HIDDEN, model);
  const output = net.population('output', CLASSES, leakyIntegrator());
  const connect = fixedProbability(0.6);
  const learned = [
    net.project(input, hidden, { connect, weight: normal(scale, scale), ...(synapse ? { synapse } : {}), delay: 2 }),
    net.project(input, hidden, {
      connect,
      weight: normal(scale, scale),
      ...(synapse ? { synapse } : {}),
      delay: 5,
      name: 'second',
    }),
    net.project(hidden, hidden, { connect, weight: normal(0, scale), delay: 3 }),
    net.project(hidden, output, { connect: allToAll(), weight: normal(0, 0.3), delay: 4 }),
    net.bias(output),
  ];
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn(learned, {
    rule: eprop({ ...options, firingRate: { strength: 0.5 } }),
    optimiser: adam({ learningRate: 1e-6 }),
  });
  net.record(hidden, { spikes: true });
  await using simulation = await net.compile(reference());
  const batch = { input: randomSpikes(SIZE, STEPS, INPUTS, 0.05, 4), output: [0, 2] };
  // After the first batch the firing-rate averages no longer start at their target.
  await simulation.train(batch);
  await simulation.accumulate(batch);
  const g: number[][] = [];
  for (const p of learned) g.push([...Object.values((await simulation.gradient(p)).variables)[0]!]);
  const { neurons } = (await simulation.evaluate(batch)).spikes['hidden']!;
  const counts = Array.from({ length: HIDDEN }, (_, j) => neurons.reduce((n, k) => n + Number(k === j), 0));
  return { g, spikes: Math.min(...counts) };
}

const cases: Readonly<Record<string, Case>> = {
  LIF: { hidden: lif(), scale: 0.1 },
  'ALIF with exponential synapses': { hidden: alif({ beta: 0.2 }), synapse: exponential(), scale: 0.03 },
  'refractory ALIF': { hidden: refractory(alif(), 5), scale: 0.1 },
  'Izhikevich with exponential synapses': { hidden: izhikevich(), synapse: exponential(), scale: 2 },
  'LIF with conductances': { hidden: lif(), synapse: conductance({ reversal: 3 }), scale: 0.01 },
};

describe.each(Object.entries(cases))('the two forms of e-prop for %s', (_, net) => {
  it.each(['symmetric', 'random'] as const)('give the same gradient with %s feedback', async (feedback) => {
    const reverse = await gradients(net, { form: 'reverse', feedback });
    const online = await gradients(net, { form: 'online', feedback });
    expect(reverse.spikes).toBeGreaterThanOrEqual(5);
    reverse.g.forEach((g, p) => {
      const size = Math.hypot(...online.g[p]!);
      const difference = Math.hypot(...g.map((x, i) => x - online.g[p]![i]!));
      expect(size).toBeGreaterThan(0);
      // Some thousand operations in double precision, in another order.
      expect(difference / size).toBeLessThan(1e-12);
    });
  });
});
