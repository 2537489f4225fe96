import { batches, randman } from '@growcone/datasets';
import { allToAll, fixedProbability, network, normal, type Batch, type Network, type Rewiring } from '@growcone/core';
import { alif, leakyIntegrator, refractory, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';

const [CLASSES, CHANNELS, STEPS] = [3, 40, 40];
const data = randman({ classes: CLASSES, channels: CHANNELS, samplesPerClass: 30, steps: STEPS, seed: 2 });

/** Five batches of 18 examples. */
export const examples: readonly Batch[] = await collect();

async function collect(): Promise<Batch[]> {
  const all: Batch[] = [];
  for await (const { labels, ...input } of batches(data, { size: 18 })) all.push({ input, output: labels });
  return all;
}

/**
 * Adaptive, refractory units in a loop, which learn by e-prop with Adam and are pulled towards a firing rate.
 *
 * @param form - of e-prop
 * @param rewiring - what rewires the units' projections, if anything does
 */
export function classifier(form: 'reverse' | 'online', rewiring?: Rewiring): Network {
  const net = network({ dt: 1, seed: 7 });
  const input = net.population('input', CHANNELS, spikeSource());
  const hidden = net.population('hidden', 48, refractory(alif(), 3));
  const output = net.population('output', CLASSES, leakyIntegrator());
  const into = net.project(input, hidden, { connect: fixedProbability(0.3), weight: normal(0.1, 0.3) });
  const loop = net.project(hidden, hidden, { connect: fixedProbability(0.1), weight: normal(0, 0.1) });
  const out = net.project(hidden, output, { connect: allToAll(), weight: normal(0, 0.1) });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn([into, loop, out], { rule: eprop({ form, firingRate: {} }), optimiser: adam({ learningRate: 0.01 }) });
  if (rewiring) net.rewire([into, loop], rewiring, { every: 'batch' });
  return net;
}
