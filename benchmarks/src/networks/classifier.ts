import {
  allToAll,
  fixedProbability,
  network,
  normal,
  type Batch,
  type LearningRule,
  type Network,
  type Population,
  type Projection,
  type Rewiring,
  type Surrogate,
} from '@growcone/core';
import { alif, leakyIntegrator, refractory, spikeSource, withSurrogate } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { unevenSpikes } from './uneven-spikes.ts';

/** Sizes of a classifier. */
export interface ClassifierSize {
  /** Input channels. */
  readonly inputs: number;
  /** Hidden neurons. */
  readonly hidden: number;
  /** Classes. */
  readonly classes: number;
  /** Steps per example. */
  readonly steps: number;
  /** Mean number of input spikes per step. */
  readonly perStep: number;
}

/** A classifier for measuring. */
export interface ClassifierOptions {
  /** Sizes. */
  readonly size: ClassifierSize;
  /** Share of all pairs that are connected, in the input and the recurrent projection. */
  readonly density: number;
  /** Form of e-prop. */
  readonly form: 'reverse' | 'online';
  /** What is learned with instead of e-prop. */
  readonly rule?: LearningRule;
  /** Slope at threshold instead of the model's own. */
  readonly surrogate?: Surrogate;
  /** What rewires the two projections, if anything. */
  readonly rewiring?: Rewiring;
  /** Seed of the network. */
  readonly seed: number;
}

/** A classifier with its parts. */
export interface Classifier {
  /** The network. */
  readonly net: Network;
  /** Its hidden population. */
  readonly hidden: Population;
  /** The projections that may be sparse: input to hidden, hidden to hidden. */
  readonly sparse: readonly Projection[];
}

/** The spoken-digits network of the C files `eprop_limit` and `eprop_online_limit`. */
export const SPOKEN: ClassifierSize = { inputs: 700, hidden: 256, classes: 20, steps: 1000, perStep: 8 };

/** The gesture network of the C file `dvs_limit`. */
export const GESTURE: ClassifierSize = { inputs: 2048, hidden: 512, classes: 11, steps: 18457, perStep: 20 };

/** A network small enough for a test. */
export const TOY: ClassifierSize = { inputs: 40, hidden: 24, classes: 3, steps: 60, perStep: 6 };

// The C files scale input weights as if at least this share were connected.
const LEAST_DENSITY = 0.02;

const pulled = (form: ClassifierOptions['form']): LearningRule =>
  eprop({ form, feedback: 'symmetric', firingRate: { target: 10, strength: 0.001, tau: 500 } });

/**
 * Input, recurrent refractory ALIF, leaky readout, e-prop with the pull towards a firing rate and Adam, with weights as strong
 * as in the C files: input weights 1/√(inputs · density), recurrent and output weights 1/√hidden at every density.
 *
 * @param options - size, density and rule
 */
export function classifier(options: ClassifierOptions): Classifier {
  const { size, density, form, rewiring, surrogate, seed } = options;
  const net = network({ seed });
  const input = net.population('input', size.inputs, spikeSource());
  const cells = surrogate ? withSurrogate(alif(), surrogate) : alif();
  const hidden = net.population('hidden', size.hidden, refractory(cells, 5));
  const output = net.population('output', size.classes, leakyIntegrator());
  const connect = density === 1 ? allToAll() : fixedProbability(density);
  const inward = normal(0, 1 / Math.sqrt(size.inputs * Math.max(density, LEAST_DENSITY)));
  const onward = normal(0, 1 / Math.sqrt(size.hidden));
  const feedforward = net.project(input, hidden, { connect, weight: inward });
  const recurrent = net.project(hidden, hidden, { connect, weight: onward });
  const readout = net.project(hidden, output, { connect: allToAll(), weight: onward });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn([feedforward, recurrent, readout], {
    rule: options.rule ?? pulled(form),
    optimiser: adam({ learningRate: 1e-3 }),
  });
  const sparse = [feedforward, recurrent];
  if (rewiring) net.rewire(sparse, rewiring);
  return { net, hidden, sparse };
}

/**
 * A batch for a GPU, which takes hundreds of examples: drawing them all would take longer than training, so a few are repeated.
 *
 * @param size - of the network
 * @param examples - number of examples
 * @param different - how many of them differ
 */
export function repeatedBatch(size: ClassifierSize, examples: number, different: number): Batch {
  const { steps, classes } = size;
  const drawn = unevenSpikes({
    neurons: size.inputs,
    steps,
    size: Math.min(examples, different),
    perStep: size.perStep,
  });
  const rows = steps + 1;
  const lengths = Array.from(
    { length: drawn.size },
    (_, e) => drawn.offsets[e * rows + steps]! - drawn.offsets[e * rows]!,
  );
  const offsets = new Uint32Array(examples * rows);
  const total = Array.from({ length: examples }, (_, e) => lengths[e % drawn.size]!).reduce((a, b) => a + b, 0);
  const neurons = new Uint32Array(total);
  let at = 0;
  for (let e = 0; e < examples; e++) {
    const from = (e % drawn.size) * rows;
    const first = drawn.offsets[from]!;
    neurons.set(drawn.neurons.subarray(first, drawn.offsets[from + steps]!), at);
    for (let t = 0; t < rows; t++) offsets[e * rows + t] = at + drawn.offsets[from + t]! - first;
    at += lengths[e % drawn.size]!;
  }
  const output = Array.from({ length: examples }, (_, e) => e % classes);
  return { input: { size: examples, steps, offsets, neurons }, output };
}

/** Random input with labels for a batch. @param size - of the network @param examples - number of examples */
export function classifierBatch(size: ClassifierSize, examples: number): Batch {
  const { inputs: neurons, steps, perStep, classes } = size;
  const output = Array.from({ length: examples }, (_, e) => e % classes);
  return { input: unevenSpikes({ neurons, steps, size: examples, perStep }), output };
}
