import { allToAll, fixedTotal, network, scaledNormal, type Network, type Projection } from '@growcone/core';
import { holdOut, randman, toBatch, type SpikeDataset } from '@growcone/datasets';
import { alif, leakyIntegrator, spikeSource } from '@growcone/models';
import { deepR } from '@growcone/plasticity-deepr';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy, type TrainingData } from '@growcone/training';

/** What the page lets a user choose. */
export interface ClassifierSettings {
  /** Share of the possible synapses that there are, from input to hidden neurons and among these. */
  readonly density: number;
  /** Learning rate of a dense projection. */
  readonly learningRate: number;
  /** Seed of everything random. */
  readonly seed: number;
}

/** The task: random manifolds, told apart by when some channels spike; the others are noise of the same rate. */
export const task = {
  classes: 4,
  channels: 200,
  informative: 20,
  hidden: 64,
  steps: 60,
  samplesPerClass: 300,
  validation: 200,
} as const;

/** A classifier and its examples, ready to be compiled. */
export interface Classifier {
  /** The network. */
  readonly network: Network;
  /** From input to hidden neurons. */
  readonly inward: Projection;
  /** Examples to learn from. */
  readonly training: TrainingData;
  /** Examples to test with. */
  readonly validation: TrainingData;
  /** Channels that tell the class. */
  readonly informative: readonly number[];
}

// Of 0.02, 0.05, 0.1 and 0.2 the first two learned well with 2 % of the synapses.
const L1 = 0.03;

/** Adaptive neurons with sparse, recurrent synapses that rewire, and a readout. @param settings - density, learning rate, seed */
export function classifier({ density, learningRate, seed }: ClassifierSettings): Classifier {
  const { classes, channels, informative, steps, samplesPerClass } = task;
  const data = randman({ classes, channels, informative, steps, samplesPerClass, seed });
  const { train, validation } = holdOut(data, { validation: task.validation, seed });

  const net = network({ dt: 1, seed });
  const input = net.population('input', channels, spikeSource());
  const hidden = net.population('hidden', task.hidden, alif({ tauAdapt: 200 }));
  const output = net.population('output', classes, leakyIntegrator());
  const synapses = (pairs: number): number => Math.max(1, Math.round(density * pairs));
  const inward = net.project(input, hidden, {
    connect: fixedTotal(synapses(channels * task.hidden)),
    weight: scaledNormal({ gain: 2 }),
  });
  const around = net.project(hidden, hidden, {
    connect: fixedTotal(synapses(task.hidden * (task.hidden - 1))),
    weight: scaledNormal({ gain: 0.5 }),
    autapses: false,
  });
  const outward = net.project(hidden, output, { connect: allToAll(), weight: scaledNormal({ gain: 0.5 }) });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });

  const rule = eprop();
  // Weights of sparse projections are larger by 1/√density, and Adam moves a weight by about its rate.
  net.learn([inward, around], { rule, optimiser: adam({ learningRate: learningRate / Math.sqrt(density) }) });
  net.learn([outward, net.bias(output)], { rule, optimiser: adam({ learningRate }) });
  net.rewire([inward, around], deepR({ l1: L1 }));
  return {
    network: net,
    inward,
    training: shown(train),
    validation: shown(validation),
    informative: [...data.informative],
  };
}

const shown = (data: SpikeDataset): TrainingData => ({
  size: data.size,
  batch: async (examples, epoch) => {
    const spikes = await toBatch(data, examples, { epoch });
    return { input: spikes, output: spikes.labels };
  },
});
