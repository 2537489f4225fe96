import {
  allToAll,
  fixedProbability,
  network,
  scaledNormal,
  type Connector,
  type LearningRule,
  type Loss,
  type Network,
  type NeuronModel,
  type Optimiser,
  type Population,
  type Projection,
  type Readout,
} from '@growcone/core';
import { alif, leakyIntegrator, lif, refractory, spikeSource } from '@growcone/models';
import { deepR } from '@growcone/plasticity-deepr';
import { eprop } from '@growcone/plasticity-eprop';
import { rigl, set } from '@growcone/plasticity-rigl';
import { ssgd } from '@growcone/plasticity-ssgd';
import { adam, last, maximum, meanOverTime, softmaxCrossEntropy, spikeCount, sumOverTime } from '@growcone/training';
import { sloped } from './surrogates.ts';
import type { TrainOptions } from './train-options.ts';

/** A classifier, described and ready to be compiled. */
export interface Classifier {
  /** The network. */
  readonly network: Network;
  /** Its projections between neurons, without the bias: per hidden layer into it and, if recurrent, within it; then to the output. */
  readonly projections: readonly Projection[];
  /** Learning rates at the start, by optimiser. */
  readonly rates: readonly LearningRate[];
}

/** What the data decide about a classifier. */
export interface ClassifierShape {
  /** Number of input channels. */
  readonly channels: number;
  /** Number of classes. */
  readonly classes: number;
  /** Batches of the whole run. */
  readonly batches: number;
}

/** The learning rate that an optimiser starts with. */
export interface LearningRate {
  /** The optimiser. */
  readonly optimiser: Optimiser;
  /** Its learning rate. */
  readonly rate: number;
}

// Membrane time constant of the readout in ms: long enough to remember an example of 80 ms; chosen on validation data.
const READOUT_TAU = 80;

// Standard deviation of a neuron's summed weights, in units of the threshold of 0.6; chosen on validation data.
const INPUT_GAIN = 2;
const RECURRENT_GAIN = 0.5;
const OUTPUT_GAIN = 1;

/**
 * The network of `growcone train`: input, hidden layers one behind the other, readout with trained bias.
 *
 * @param options - options of the run
 * @param shape - number of input channels, of classes and of batches
 */
export function classifier(options: TrainOptions, { channels, classes, batches }: ClassifierShape): Classifier {
  const { density, densityRecurrent = density, recurrent, learningRate, seed, layers, dt } = options;
  const net = network({ dt, seed });
  const direct = options.encoding === 'direct';
  const input = direct
    ? net.population('input', channels, refractory(lif({ vTh: CURRENT_THRESHOLD }), INPUT_REFRACTORY), {
        current: true,
      })
    : net.population('input', channels, spikeSource());
  const hidden = layers.map((size, i) =>
    net.population(layers.length === 1 ? 'hidden' : `hidden${i + 1}`, size, hiddenNeuron(options)),
  );
  const counts = options.readout === 'spike-count';
  const output = net.population('output', classes, counts ? lif() : leakyIntegrator({ tauMem: READOUT_TAU }));

  const inward: Projection[] = [];
  const around: Projection[] = [];
  const ordered: Projection[] = [];
  let below: Population = input;
  for (const layer of hidden) {
    const into = net.project(below, layer, { connect: connector(density), weight: scaledNormal({ gain: INPUT_GAIN }) });
    inward.push(into);
    ordered.push(into);
    if (recurrent) {
      const loop = net.project(layer, layer, {
        connect: connector(densityRecurrent, { autapses: false }),
        weight: scaledNormal({ gain: RECURRENT_GAIN }),
      });
      around.push(loop);
      ordered.push(loop);
    }
    below = layer;
  }
  const outward = net.project(below, output, { connect: allToAll(), weight: scaledNormal({ gain: OUTPUT_GAIN }) });
  const bias = net.bias(output);

  net.readout(output, READOUTS[options.readout]());
  const rule = learningRule(options);
  const rates: LearningRate[] = [];
  const learn = (projections: readonly Projection[], rate: number): void => {
    const optimiser = adam({ learningRate: rate });
    net.learn(projections, { rule, optimiser });
    rates.push({ optimiser, rate });
  };
  // Adam moves a weight by about its rate, whatever the gradient: a sparse projection, whose weights are larger by
  // 1/√density, learns as fast as a dense one with a rate that is larger by as much.
  learn(inward, learningRate / Math.sqrt(density));
  if (recurrent) learn(around, learningRate / Math.sqrt(densityRecurrent));
  learn([outward, bias], learningRate);
  const sparse = [...(density < 1 ? inward : []), ...(densityRecurrent < 1 ? around : [])];
  rewire(net, sparse, options, batches);
  for (const layer of hidden) net.record(layer, { spikes: true });
  return { network: net, projections: [...ordered, outward], rates };
}

function hiddenNeuron(options: TrainOptions): NeuronModel {
  const model = options.neuron === 'alif' ? alif() : lif();
  const neuron = sloped(model, model.params['vTh'] as number, options);
  return options.refractory === 0 ? neuron : refractory(neuron, options.refractory);
}

function learningRule({ rule, form, feedback, activityCosts, rescue }: TrainOptions): LearningRule {
  if (rule === 'eprop') return eprop({ form, feedback });
  return ssgd({
    feedback,
    ...(activityCosts ? { upperActivity: {}, lowerActivity: {} } : {}),
    ...(rescue ? { rescue: {} } : {}),
  });
}

/** Rewires the sparse projections as the options say. */
function rewire(
  net: Network,
  sparse: readonly Projection[],
  { rewiring, l1, share }: TrainOptions,
  batches: number,
): void {
  const until = Math.max(1, Math.round(REWIRED_PART * batches));
  switch (rewiring) {
    case 'none':
      return;
    case 'deep-r':
      return net.rewire(sparse, deepR({ l1 }));
    case 'set':
      // A new synapse is as strong as the first ones of its projection.
      for (const projection of sparse) {
        const inDegree = projection.connect.density(projection.pre.size, projection.post.size) * projection.pre.size;
        const gain = projection.pre === projection.post ? RECURRENT_GAIN : INPUT_GAIN;
        net.rewire([projection], set({ share, until, weight: gain / Math.sqrt(inDegree) }), { every: 'epoch' });
      }
      return;
    case 'rigl':
      return net.rewire(sparse, rigl({ share, until }), { every: RIGL_EVERY });
    default:
      throw new Error(`unknown rewiring ${String(rewiring satisfies never)}`);
  }
}

// As published for RigL: every 100 batches, over the first three quarters of the run. SET was published with a constant learning rate
// and rewires to the end but for the last epoch; where the rate falls, what grows late is not learned any more.
const RIGL_EVERY = 100;
const REWIRED_PART = 0.75;

// Steps of an input neuron between two spikes.
const INPUT_REFRACTORY = 5;

// An intensity of 1 brings an input neuron to this threshold within the refractory period.
const CURRENT_THRESHOLD = 5;

const connector = (density: number, options: { readonly autapses?: boolean } = {}): Connector =>
  density < 1 ? fixedProbability(density, options) : allToAll(options);

const READOUTS: Readonly<Record<TrainOptions['readout'], () => { readonly readout: Readout; readonly loss: Loss }>> = {
  mean: () => ({ readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) }),
  sum: () => ({ readout: sumOverTime(), loss: softmaxCrossEntropy({ at: 'trial' }) }),
  last: () => ({ readout: last(), loss: softmaxCrossEntropy({ at: 'trial' }) }),
  maximum: () => ({ readout: maximum(), loss: softmaxCrossEntropy({ at: 'trial' }) }),
  'spike-count': () => ({ readout: spikeCount(), loss: softmaxCrossEntropy({ at: 'trial' }) }),
};
