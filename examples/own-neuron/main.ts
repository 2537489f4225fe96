import { cpu } from '@growcone/backend-cpu';
import { allToAll, fixedProbability, network, scaledNormal, shuffledOrder } from '@growcone/core';
import { batches, randman, subset, toBatch } from '@growcone/datasets';
import { leakyIntegrator, refractory, spikeSource } from '@growcone/models';
import { deepR } from '@growcone/plasticity-deepr';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { swinging } from './swinging.ts';

const data = randman({ classes: 4, channels: 50, dimension: 1, samplesPerClass: 150, steps: 60, seed: 1 });
const order = shuffledOrder(data.size, { seed: 1, epoch: 0 });
const training = subset(data, order.subarray(0, 480));
const test = subset(data, order.subarray(480));

const net = network({ seed: 1 });
const input = net.population('input', data.channels, spikeSource());
const hidden = net.population('hidden', 64, refractory(swinging(), 3));
const readout = net.population('readout', data.classes, leakyIntegrator());
const sparse = { connect: fixedProbability(0.2), weight: scaledNormal({ gain: 1.5 }) };
const learned = [
  net.project(input, hidden, sparse),
  net.project(hidden, readout, { connect: allToAll(), weight: scaledNormal({ gain: 0.5 }) }),
  net.bias(readout),
];
net.readout(readout, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
net.learn(learned, { rule: eprop(), optimiser: adam({ learningRate: 5e-3 }) });
net.rewire(learned[0]!, deepR({ l1: 0.01 }));

await using simulation = await net.compile(cpu({ threads: 1 }));
for (let epoch = 0; epoch < 12; epoch++) {
  let [loss, rewired, count] = [0, 0, 0];
  for await (const spikes of batches(training, { size: 32, order: shuffledOrder(training.size, { seed: 1, epoch }) })) {
    const result = await simulation.train({ input: spikes, readout: spikes.labels });
    loss += result.loss;
    rewired += result.rewired['inputToHidden'] ?? 0;
    count += 1;
  }
  if (epoch % 3 === 2) console.log(`epoch ${epoch + 1}: loss ${(loss / count).toFixed(3)}, rewired ${rewired}`);
}
const spikes = await toBatch(
  test,
  Uint32Array.from({ length: test.size }, (_, e) => e),
);
const { accuracy } = await simulation.evaluate({ input: spikes, readout: spikes.labels });
console.log(`test accuracy ${(100 * accuracy).toFixed(1)} % (chance 25 %)`);
