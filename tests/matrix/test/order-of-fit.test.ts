import { cpu } from '@growcone/backend-cpu';
import { allToAll, network, normal, shuffledOrder, type Projection, type Simulation } from '@growcone/core';
import { batches, randman, toBatch } from '@growcone/datasets';
import { leakyIntegrator, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, fit, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { expect, it } from 'vitest';

const data = randman({ classes: 2, channels: 10, dimension: 1, samplesPerClass: 20, steps: 20, seed: 1 });

async function compiled(): Promise<{ simulation: Simulation; projection: Projection }> {
  const net = network({ seed: 1 });
  const input = net.population('input', data.channels, spikeSource());
  const output = net.population('output', data.classes, leakyIntegrator());
  const projection = net.project(input, output, { connect: allToAll(), weight: normal(0, 1) });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn(projection, { rule: eprop(), optimiser: adam() });
  return { simulation: await net.compile(cpu({ threads: 1 })), projection };
}

it('a loop over shuffledOrder trains to the same bits as fit with its seed', async () => {
  const byHand = await compiled();
  const byFit = await compiled();
  await using first = byHand.simulation;
  await using second = byFit.simulation;
  for (let epoch = 0; epoch < 2; epoch++) {
    for await (const spikes of batches(data, {
      size: 16,
      epoch,
      order: shuffledOrder(data.size, { seed: 5, epoch }),
    })) {
      await first.train({ input: spikes, output: spikes.labels });
    }
  }
  const training = {
    size: data.size,
    batch: async (examples: Uint32Array, epoch: number) => {
      const spikes = await toBatch(data, examples, { epoch });
      return { input: spikes, output: spikes.labels };
    },
  };
  for await (const _ of fit(second, training, { epochs: 2, batch: 16, seed: 5 }));
  expect(second.batches).toBe(first.batches);
  expect(await second.synapses(byFit.projection)).toEqual(await first.synapses(byHand.projection));
});
