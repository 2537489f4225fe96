import { allToAll, fastSigmoid, network, normal, windowed, type Network, type Population } from '@growcone/core';
import { leakyIntegrator, lif, spikeSource, withSurrogate } from '@growcone/models';
import { ssgd } from '@growcone/plasticity-ssgd';
import { adam, maximum, softmaxCrossEntropy } from '@growcone/training';

/** A network of two hidden layers as sparse spiking gradient descent was published with. */
export interface TwoLayersOptions {
  /** Input channels. */
  readonly inputs: number;
  /** Neurons of each hidden layer. */
  readonly hidden: number;
  /** Classes. */
  readonly classes: number;
  /** Distance from threshold within which neurons learn; Infinity for no window. */
  readonly halfWidth: number;
  /** Learning rate of Adam. */
  readonly learningRate: number;
  /** Seed of the network. */
  readonly seed: number;
}

/** The network with its parts. */
export interface TwoLayers {
  /** The network. */
  readonly net: Network;
  /** Its hidden layers. */
  readonly layers: readonly [Population, Population];
  /** Its readout. */
  readonly output: Population;
}

const TAU = 10;
// As published for Fashion-MNIST: standard deviation 20 (1 − β)/√n of the weights from n neurons.
const GAIN = 20 * (1 - Math.exp(-1 / TAU));

/**
 * Two hidden layers of LIF neurons with threshold 1 and 10 ms, a leaky readout of which the largest potential counts, the slope
 * 1/(1 + 100·|v − 1|)² in a window, and costs of activity as published.
 *
 * @param options - sizes, window, learning rate, seed
 */
export function twoLayers(options: TwoLayersOptions): TwoLayers {
  const { inputs, hidden, classes, halfWidth, learningRate, seed } = options;
  const net = network({ seed });
  const slope = fastSigmoid(100);
  const neuron = withSurrogate(
    lif({ vTh: 1, tauMem: TAU }),
    halfWidth === Infinity ? slope : windowed(slope, halfWidth),
  );
  const input = net.population('input', inputs, spikeSource());
  const [first, second] = [net.population('first', hidden, neuron), net.population('second', hidden, neuron)];
  const output = net.population('output', classes, leakyIntegrator({ tauMem: TAU }));
  const weight = (from: number, gain = GAIN): ReturnType<typeof normal> => normal(0, gain / Math.sqrt(from));
  const projections = [
    net.project(input, first, { connect: allToAll(), weight: weight(inputs) }),
    net.project(first, second, { connect: allToAll(), weight: weight(hidden) }),
    // Their readout weighs its input by 1 − β; here the weights are smaller by as much.
    net.project(second, output, { connect: allToAll(), weight: weight(hidden, GAIN * (1 - Math.exp(-1 / TAU))) }),
  ];
  net.readout(output, { readout: maximum(), loss: softmaxCrossEntropy({ at: 'trial' }) });
  net.learn(projections, {
    rule: ssgd({ upperActivity: {}, lowerActivity: {} }),
    optimiser: adam({ learningRate }),
  });
  return { net, layers: [first, second], output };
}
