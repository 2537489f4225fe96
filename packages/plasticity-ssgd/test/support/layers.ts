import {
  allToAll,
  fastSigmoid,
  network,
  normal,
  uniform,
  windowed,
  type Batch,
  type LearningRule,
  type Network,
  type Population,
} from '@growcone/core';
import { leakyIntegrator, lif, spikeSource, withSurrogate } from '@growcone/models';
import { adam, maximum, softmaxCrossEntropy } from '@growcone/training';

/** Two hidden layers that tell which half of the input fires first. */
export interface SmallNetwork {
  readonly net: Network;
  readonly layers: readonly Population[];
  readonly output: Population;
}

export const HIDDEN = 16;
const [INPUTS, STEPS] = [20, 40];

/** The network. @param rule - what it learns by @param gain - how strong the weights into the hidden layers are */
export function smallNetwork(rule: LearningRule, gain: number): SmallNetwork {
  const net = network({ seed: 2 });
  const neuron = withSurrogate(lif({ vTh: 1, tauMem: 10 }), windowed(fastSigmoid(10), 0.2));
  const input = net.population('input', INPUTS, spikeSource());
  const layers = [1, 2].map((i) => net.population(`hidden${i}`, HIDDEN, neuron));
  const output = net.population('output', 2, leakyIntegrator({ tauMem: 10 }));
  const weight = uniform(-gain, 2 * gain);
  const projections = [
    net.project(input, layers[0]!, { connect: allToAll(), weight }),
    net.project(layers[0]!, layers[1]!, { connect: allToAll(), weight }),
    net.project(layers[1]!, output, { connect: allToAll(), weight: normal(0, 0.2) }),
  ];
  net.readout(output, { readout: maximum(), loss: softmaxCrossEntropy({ at: 'trial' }) });
  net.learn(projections, { rule, optimiser: adam({ learningRate: 0.01 }) });
  for (const layer of layers) net.record(layer, { spikes: true });
  return { net, layers, output };
}

/** Examples of both classes: every channel fires once, those of one half early. @param size - how many */
export function halves(size: number): Batch {
  const offsets = new Uint32Array(size * (STEPS + 1));
  const neurons: number[] = [];
  for (let e = 0; e < size; e++) {
    for (let t = 0; t <= STEPS; t++) {
      offsets[e * (STEPS + 1) + t] = neurons.length;
      if (t === STEPS) break;
      for (let n = 0; n < INPUTS; n++) {
        const early = n < INPUTS / 2 === (e % 2 === 0);
        if (t === (early ? 5 : 20) + ((n * 7 + e * 3) % 5)) neurons.push(n);
      }
    }
  }
  const input = { size, steps: STEPS, offsets, neurons: Uint32Array.from(neurons) };
  return { input, output: Array.from({ length: size }, (_, e) => e % 2) };
}
