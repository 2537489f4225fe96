// Trains a small network to tell two kinds of spike trains apart, and shows where the time goes.
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
  net.project(input, hidden, { connect: fixedProbability(0.2), weight: scaledNormal({ gain: 1 }) }),
  net.project(hidden, output, { connect: allToAll(), weight: scaledNormal({ gain: 0.5 }) }),
  net.bias(output),
];
net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
net.learn(learned, { rule: eprop(), optimiser: adam({ learningRate: 0.01 }) });

const times = new Map<string, { calls: number; milliseconds: number }>();
const backend = pluginName(cpu({ threads: 1 }), {
  onCall({ call, milliseconds }) {
    const before = times.get(call) ?? { calls: 0, milliseconds: 0 };
    times.set(call, { calls: before.calls + 1, milliseconds: before.milliseconds + milliseconds });
  },
});

await using simulation = await net.compile(backend);
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
for (const [call, { calls, milliseconds }] of times)
  console.log(`${call}: ${calls} calls, ${milliseconds.toFixed(1)} ms`);
