// Trains a small network to tell two kinds of spike trains apart, with and without homeostasis.
import { cpu } from '@growcone/backend-cpu';
import { allToAll, fixedProbability, network, scaledNormal, type LearningRule } from '@growcone/core';
import { batches, randman } from '@growcone/datasets';
import { leakyIntegrator, lif, spikeSource } from '@growcone/models';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { pluginName } from './src/index.ts';

const data = randman({ classes: 2, channels: 30, dimension: 1, samplesPerClass: 100, steps: 50, seed: 1 });

/** Accuracy, and the mean rate of the hidden neurons in Hz, in the last of 20 epochs. */
async function train(rule: LearningRule): Promise<{ accuracy: number; rate: number }> {
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
  net.learn(learned, { rule, optimiser: adam({ learningRate: 0.01 }) });

  await using simulation = await net.compile(cpu({ threads: 1 }));
  let mean = { accuracy: 0, rate: 0 };
  for (let epoch = 1; epoch <= 20; epoch++) {
    mean = { accuracy: 0, rate: 0 };
    for await (const spikes of batches(data, { size: 50 })) {
      const { accuracy, examples, reports } = await simulation.train({ input: spikes, output: spikes.labels });
      mean.accuracy += (accuracy * examples) / data.size;
      mean.rate += (reports[0]!.value * examples) / data.size;
    }
  }
  return mean;
}

for (const options of [{ strength: 0 }, { target: 10 }, { target: 40 }]) {
  const { accuracy, rate } = await train(pluginName(options));
  const wanted = options.target === undefined ? 'without homeostasis' : `with a target of ${options.target} Hz`;
  console.log(`${wanted}: accuracy ${(100 * accuracy).toFixed(0)} %, hidden neurons fire at ${rate.toFixed(0)} Hz`);
}
