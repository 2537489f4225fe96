import { allToAll, fixedProbability, network, scaledNormal, type Batch, type Network } from '@growcone/core';
import { leakyIntegrator, lif, refractory, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import type { ClassifierOptions, ClassifierSize } from './classifier.ts';

/** An image classifier whose pixels fire once. */
export const IMAGES: ClassifierSize = { inputs: 784, hidden: 256, classes: 10, steps: 80, perStep: 5 };

/** Input, one LIF population without recurrent connections, leaky readout, e-prop and Adam. @param options - size, density and form */
export function latencyClassifier({
  size,
  density,
  form,
  seed,
}: Pick<ClassifierOptions, 'size' | 'density' | 'form' | 'seed'>): Network {
  const net = network({ seed });
  const input = net.population('input', size.inputs, spikeSource());
  const hidden = net.population('hidden', size.hidden, refractory(lif(), 5));
  const output = net.population('output', size.classes, leakyIntegrator({ tauMem: 80 }));
  const connect = density === 1 ? allToAll() : fixedProbability(density);
  const inward = net.project(input, hidden, { connect, weight: scaledNormal({ gain: 2 }) });
  const outward = net.project(hidden, output, { connect: allToAll(), weight: scaledNormal({ gain: 1 }) });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn([inward, outward], { rule: eprop({ form }), optimiser: adam({ learningRate: 1e-3 }) });
  return net;
}

/** Images of which every other pixel fires once, at any time. @param size - of the network @param examples - number of examples */
export function latencyBatch({ inputs, steps, classes }: ClassifierSize, examples: number): Batch {
  const offsets = new Uint32Array(examples * (steps + 1));
  const fired: number[] = [];
  for (let example = 0; example < examples; example++) {
    for (let step = 0; step < steps; step++) {
      offsets[example * (steps + 1) + step] = fired.length;
      // Multiples of primes deal pixels out to steps without any order, as many to each.
      for (let pixel = 0; pixel < inputs; pixel++)
        if ((7919 * pixel + 104_729 * example) % (2 * steps) === step) fired.push(pixel);
    }
    offsets[example * (steps + 1) + steps] = fired.length;
  }
  const input = { size: examples, steps, offsets, neurons: Uint32Array.from(fired) };
  return { input, output: Array.from({ length: examples }, (_, e) => e % classes) };
}
