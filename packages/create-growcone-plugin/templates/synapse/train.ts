// Trains a small network, whose input arrives over these synapses, to tell two kinds of spike trains apart.
import { cpu } from '@growcone/backend-cpu';
import { allToAll, fixedProbability, network, scaledNormal } from '@growcone/core';
import { batches, randman } from '@growcone/datasets';
import { leakyIntegrator, lif, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { pluginName } from './src/index.ts';

const data = randman({ classes: 2, channels: 30, dimension: 1, samplesPerClass: 100, steps: 50, seed: 1 });
const net = network({ dt: 1, seed: 1 });
const input = net.population('input', data.channels, spikeSource());
const hidden = net.population('hidden', 30, lif({ tauMem: 10 }));
const output = net.population('output', data.classes, leakyIntegrator());
const learned = [
  net.project(input, hidden, {
    connect: fixedProbability(0.2),
    weight: scaledNormal({ gain: 0.5 }),
    synapse: pluginName(),
  }),
  net.project(hidden, output, { connect: allToAll(), weight: scaledNormal({ gain: 0.5 }) }),
  net.bias(output),
];
net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
net.learn(learned, { rule: eprop(), optimiser: adam({ learningRate: 0.01 }) });

await using simulation = await net.compile(cpu({ threads: 1 }));
for (let epoch = 1; epoch <= 10; epoch++) {
  let [right, loss] = [0, 0];
  for await (const spikes of batches(data, { size: 50 })) {
    const result = await simulation.train({ input: spikes, output: spikes.labels });
    right += result.accuracy * result.examples;
    loss += result.loss * result.examples;
  }
  console.log(
    `epoch ${epoch}: loss ${(loss / data.size).toFixed(3)}, accuracy ${((100 * right) / data.size).toFixed(0)} %`,
  );
}
