import { allToAll, fixedProbability, network, type Batch, type Network } from '@growcone/core';
import { leakyIntegrator, lif, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { meanOverTime, sgd, softmaxCrossEntropy } from '@growcone/training';

const [NEURONS, STEPS] = [4, 2];

/** One example of two steps. */
export const tinyBatch: Batch = {
  source: { size: 1, steps: STEPS, offsets: Uint32Array.of(0, 2, 3), neurons: Uint32Array.of(0, 2, 1) },
  read: [0],
};

/** As little as learns: a GPU in software takes a millisecond for a batch. */
export function tinyNetwork(): Network {
  const net = network({ seed: 1 });
  const source = net.population('source', NEURONS, spikeSource());
  const cells = net.population('cells', NEURONS, lif());
  const read = net.population('read', 2, leakyIntegrator());
  const into = net.project(source, cells, { connect: fixedProbability(0.5), weight: 0.5 });
  const out = net.project(cells, read, { connect: allToAll(), weight: 0.5 });
  net.readout(read, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn([into, out], { rule: eprop(), optimiser: sgd({ learningRate: 1e-3 }) });
  net.record(cells, { spikes: true });
  return net;
}
