// Trains a small network to tell two kinds of spike trains apart, while its input synapses move to where they help.
import { cpu } from '@growcone/backend-cpu';
import { allToAll, fixedProbability, network, scaledNormal } from '@growcone/core';
import { batches, randman } from '@growcone/datasets';
import { leakyIntegrator, lif, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { pluginName } from './src/index.ts';

// Only 20 of the 100 channels tell anything about the class.
const task = { classes: 2, channels: 100, informative: 20, dimension: 1, samplesPerClass: 200, steps: 50, seed: 1 };
const data = randman(task);
const net = network({ dt: 1, seed: 1 });
const input = net.population('input', data.channels, spikeSource());
const hidden = net.population('hidden', 30, lif({ tauMem: 10 }));
const output = net.population('output', data.classes, leakyIntegrator());
const sparse = net.project(input, hidden, { connect: fixedProbability(0.1), weight: scaledNormal({ gain: 1 }) });
const out = net.project(hidden, output, { connect: allToAll(), weight: scaledNormal({ gain: 0.5 }) });
net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
net.learn([sparse, out, net.bias(output)], { rule: eprop(), optimiser: adam({ learningRate: 0.02 }) });
net.rewire(sparse, pluginName({ weight: 0.03 }), { every: 4 });

/** Share of the synapses that come from channels which tell something. */
async function onTarget(): Promise<number> {
  const { pre } = await simulation.synapses(sparse);
  return pre.filter((channel) => data.informative.includes(channel)).length / pre.length;
}

await using simulation = await net.compile(cpu({ threads: 1 }));
console.log(`before: ${(100 * (await onTarget())).toFixed(0)} % of the synapses from informative channels`);
for (let epoch = 1; epoch <= 40; epoch++) {
  let [right, moved] = [0, 0];
  for await (const spikes of batches(data, { size: 50 })) {
    const result = await simulation.train({ input: spikes, output: spikes.labels });
    right += result.accuracy * result.examples;
    moved += result.rewired[sparse.name] ?? 0;
  }
  const accuracy = ((100 * right) / data.size).toFixed(0);
  if (epoch % 8 === 0) console.log(`epoch ${epoch}: accuracy ${accuracy} %, ${moved} synapses moved`);
}
console.log(`after: ${(100 * (await onTarget())).toFixed(0)} % of the synapses from informative channels`);
