import {
  allToAll,
  fixedProbability,
  network,
  scaledNormal,
  type Connector,
  type Loss,
  type Network,
  type Optimiser,
  type Projection,
  type Readout,
} from '@growcone/core';
import { alif, leakyIntegrator, lif, refractory, spikeSource } from '@growcone/models';
import { deepR } from '@growcone/plasticity-deepr';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, last, maximum, meanOverTime, softmaxCrossEntropy, spikeCount } from '@growcone/training';
import type { TrainOptions } from './train-options.ts';

/** A classifier, described and ready to be compiled. */
export interface Classifier {
  /** The network. */
  readonly network: Network;
  /** Its projections between neurons, without the bias: input to hidden, hidden to hidden if recurrent, hidden to output. */
  readonly projections: readonly Projection[];
  /** Learning rates at the start, by optimiser. */
  readonly rates: readonly LearningRate[];
}

/** The learning rate that an optimiser starts with. */
export interface LearningRate {
  /** The optimiser. */
  readonly optimiser: Optimiser;
  /** Its learning rate. */
  readonly rate: number;
}

// Absolute refractory period in steps, as in the published classifiers.
const REFRACTORY = 5;

// Membrane time constant of the readout in ms: long enough to remember an example of 80 ms; chosen on validation data.
const READOUT_TAU = 80;

// Standard deviation of a neuron's summed weights, in units of the threshold of 0.6; chosen on validation data.
const INPUT_GAIN = 2;
const RECURRENT_GAIN = 0.5;
const OUTPUT_GAIN = 1;

/**
 * The network of `growcone train`: input, one hidden population, readout with trained bias.
 *
 * @param options - options of the run
 * @param shape - number of input channels and of classes
 */
export function classifier(
  options: TrainOptions,
  { channels, classes }: { readonly channels: number; readonly classes: number },
): Classifier {
  const { density, densityRecurrent = density, recurrent, rewiring, l1, form, feedback, learningRate, seed } = options;
  const net = network({ seed });
  const direct = options.encoding === 'direct';
  const input = direct
    ? net.population('input', channels, refractory(lif({ vTh: CURRENT_THRESHOLD }), REFRACTORY), { current: true })
    : net.population('input', channels, spikeSource());
  const hidden = net.population(
    'hidden',
    options.hidden,
    refractory(options.neuron === 'alif' ? alif() : lif(), REFRACTORY),
  );
  const counts = options.readout === 'spike-count';
  const output = net.population('output', classes, counts ? lif() : leakyIntegrator({ tauMem: READOUT_TAU }));

  const inward = net.project(input, hidden, {
    connect: connector(density),
    weight: scaledNormal({ gain: INPUT_GAIN }),
  });
  const around = recurrent
    ? [
        net.project(hidden, hidden, {
          connect: connector(densityRecurrent, { autapses: false }),
          weight: scaledNormal({ gain: RECURRENT_GAIN }),
        }),
      ]
    : [];
  const outward = net.project(hidden, output, { connect: allToAll(), weight: scaledNormal({ gain: OUTPUT_GAIN }) });
  const bias = net.bias(output);

  net.readout(output, READOUTS[options.readout]());
  const rule = eprop({ form, feedback });
  const rates: LearningRate[] = [];
  const learn = (projections: readonly Projection[], rate: number): void => {
    const optimiser = adam({ learningRate: rate });
    net.learn(projections, { rule, optimiser });
    rates.push({ optimiser, rate });
  };
  // Adam moves a weight by about its rate, whatever the gradient: a sparse projection, whose weights are larger by
  // 1/√density, learns as fast as a dense one with a rate that is larger by as much.
  learn([inward], learningRate / Math.sqrt(density));
  if (recurrent) learn(around, learningRate / Math.sqrt(densityRecurrent));
  learn([outward, bias], learningRate);
  if (rewiring === 'deep-r') {
    const sparse = [...(density < 1 ? [inward] : []), ...(densityRecurrent < 1 ? around : [])];
    net.rewire(sparse, deepR({ l1 }));
  }
  net.record(hidden, { spikes: true });
  return { network: net, projections: [inward, ...around, outward], rates };
}

// An intensity of 1 brings an input neuron to this threshold within the refractory period.
const CURRENT_THRESHOLD = 5;

const connector = (density: number, options: { readonly autapses?: boolean } = {}): Connector =>
  density < 1 ? fixedProbability(density, options) : allToAll(options);

const READOUTS: Readonly<Record<TrainOptions['readout'], () => { readonly readout: Readout; readonly loss: Loss }>> = {
  mean: () => ({ readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) }),
  last: () => ({ readout: last(), loss: softmaxCrossEntropy({ at: 'trial' }) }),
  maximum: () => ({ readout: maximum(), loss: softmaxCrossEntropy({ at: 'trial' }) }),
  'spike-count': () => ({ readout: spikeCount(), loss: softmaxCrossEntropy({ at: 'trial' }) }),
};
