import { catalogue, dataNames, type DataEntry } from '../data/catalogue.ts';
import { backend, type BackendName } from '../options/backend.ts';
import { folder, given, notNegative, oneOf, onOff, part, positive, share, whole, wholes } from '../options/kinds.ts';
import { flagWord, type Settings } from '../options/setting.ts';

/** A slope that stands in for the step at threshold. */
export type SurrogateName = 'triangular' | 'fast-sigmoid' | 'exponential' | 'arctan' | 'boxcar';

/** What decides a training run: the data, the network, how it learns, how long. */
export interface TrainOptions {
  /** Data set, by its name in the catalogue. */
  readonly data: string;
  /** Folder of its files, or the folder above it; downloaded if left out. */
  readonly dataDir?: string;
  /** How values become spikes. */
  readonly encoding: 'latency' | 'poisson' | 'direct';
  /** Steps per example. */
  readonly steps: number;
  /** Length of a step in ms, of the data and of the network. */
  readonly dt: number;
  /** How many neighbouring channels of recordings become one, for each axis; none if left out. */
  readonly pool?: readonly number[];
  /** Channels of Randman. */
  readonly channels?: number;
  /** How many of them tell the class; the others are Poisson noise. */
  readonly informative?: number;
  /** Training examples to use; all if left out. */
  readonly limitTrain?: number;
  /** Test examples to use; all if left out. */
  readonly limitTest?: number;
  /** Training examples to hold out; if there are any, the test set is not read. */
  readonly validation: number;
  /** How far training recordings are moved along their last axis at most, anew in every epoch; not at all if left out. */
  readonly shift?: number;
  /** People whose examples are the test set, by number, instead of the published one. */
  readonly testGroups?: readonly number[];
  /** People whose training examples are held out; then the test set is not read. */
  readonly validationGroups?: readonly number[];
  /** Hidden neuron model. */
  readonly neuron: 'lif' | 'alif';
  /** Number of hidden neurons, where there is one layer of them. */
  readonly hidden?: number;
  /** Numbers of neurons of the hidden layers, one behind the other. */
  readonly layers: readonly number[];
  /** Steps between two spikes of a hidden neuron, at least; 0 for no refractory period. */
  readonly refractory: number;
  /** Whether the neurons of a hidden layer are connected to each other. */
  readonly recurrent: boolean;
  /** Share of pairs between input and hidden layer, and from one hidden layer to the next, that have a synapse. */
  readonly density: number;
  /** Share of pairs within a hidden layer that have a synapse; as `density` if left out. */
  readonly densityRecurrent?: number;
  /** What the readout makes of a trial. */
  readonly readout: 'mean' | 'sum' | 'last' | 'maximum' | 'spike-count';
  /** Rewiring of the sparse projections. */
  readonly rewiring: 'none' | 'deep-r' | 'set' | 'rigl';
  /** Strength of DEEP R's pull of weights towards 0, per example. */
  readonly l1: number;
  /** Share of the synapses that a rewiring by SET or RigL replaces. */
  readonly share: number;
  /** Learning rule. */
  readonly rule: 'eprop' | 'ssgd';
  /** Slope that stands in for the step at threshold; that of the neuron model if left out. */
  readonly surrogate?: SurrogateName;
  /** How steep it is: the inverse of its width, the distance from threshold being in units of the threshold. */
  readonly steepness?: number;
  /** Distance from threshold within which neurons learn, in units of the threshold; any if left out. */
  readonly halfWidth?: number;
  /** Whether firing too much and hardly firing cost something beside the loss. */
  readonly activityCosts: boolean;
  /** Whether neurons that fell asleep are lifted. */
  readonly rescue: boolean;
  /** How its gradient is computed: backwards after the trial, or during it. */
  readonly form: 'reverse' | 'online';
  /** What carries errors back: the forward weights or fixed random ones. */
  readonly feedback: 'symmetric' | 'random';
  /** Passes over the training examples. */
  readonly epochs: number;
  /** Examples per batch. */
  readonly batch: number;
  /** Learning rate of Adam at the start, of a dense projection; it falls linearly to 0 over the run. */
  readonly learningRate: number;
  /** Seed of everything random. */
  readonly seed: number;
  /** Where it runs: on the CPU, or on a GPU through WebGPU. */
  readonly backend: BackendName;
  /** Worker threads; one per processor, at most 8, if left out. */
  readonly threads?: number;
  /** Whether vector instructions are used. */
  readonly simd: boolean;
  /** Batches between checkpoints; only after each epoch if left out. */
  readonly checkpointEvery?: number;
}

/** Every option that decides a run, in the order in which help shows them. */
export const trainSettings: Settings<TrainOptions> = {
  data: {
    flag: '--data <set>',
    help: `data set: ${dataNames.join(', ')}; growcone data says what they are; data of your own take a program`,
    kind: oneOf(...dataNames),
  },
  dataDir: {
    flag: '--data-dir <folder>',
    help: 'folder of its files or the folder above it; without it they are downloaded once',
    kind: folder,
  },
  encoding: {
    flag: '--encoding <code>',
    help: 'how values become spikes: latency, poisson or direct (a constant current into each input neuron)',
    kind: oneOf('latency', 'poisson', 'direct'),
    initial: 'latency',
  },
  steps: {
    flag: '--steps <n>',
    help: `steps per example, later events are left out (${byData(({ steps }) => String(steps))})`,
    kind: whole(1),
  },
  dt: {
    flag: '--dt <ms>',
    help: `length of a step in ms (${byData(({ dt }) => String(dt))})`,
    kind: positive,
  },
  pool: {
    flag: '--pool <factors>',
    help:
      'how many neighbouring channels of recordings become one, for each axis: 5 or 1,4,4 ' +
      `(${byData(({ pool }) => pool?.join())})`,
    kind: wholes(1),
  },
  channels: { flag: '--channels <n>', help: 'input channels of randman (700)', kind: whole(1) },
  informative: {
    flag: '--informative <n>',
    help: 'how many of them tell the class, the others are Poisson noise (all)',
    kind: whole(1),
  },
  limitTrain: { flag: '--limit-train <n>', help: 'use the first n training examples', kind: whole(1) },
  limitTest: { flag: '--limit-test <n>', help: 'use the first n test examples', kind: whole(1) },
  validation: {
    flag: '--validation <n>',
    help: 'hold out n training examples; the test set is then not read',
    kind: whole(0),
    initial: 0,
  },
  shift: {
    flag: '--shift <n>',
    help: 'move training recordings by up to n channels or columns, anew in every epoch (not at all)',
    kind: whole(1),
  },
  testGroups: {
    flag: '--test-groups <numbers>',
    help: 'test on these people and train on the others, where the data say whom they are of',
    kind: wholes(0),
  },
  validationGroups: {
    flag: '--validation-groups <numbers>',
    help: 'hold out these people of the training examples; the test set is then not read',
    kind: wholes(0),
  },
  neuron: { flag: '--neuron <model>', help: 'hidden neurons: lif or alif', kind: oneOf('lif', 'alif'), initial: 'lif' },
  hidden: { flag: '--hidden <n>', help: 'number of hidden neurons (256)', kind: whole(1) },
  layers: {
    flag: '--layers <sizes>',
    help: 'hidden layers one behind the other, such as 200,200, instead of --hidden',
    kind: wholes(1),
  },
  refractory: {
    flag: '--refractory <steps>',
    help: 'least steps between two spikes of a hidden neuron, 0 for none',
    kind: whole(0),
    initial: 5,
  },
  recurrent: {
    flag: '--recurrent',
    help: 'connect the neurons of a hidden layer to each other',
    kind: given,
    initial: false,
  },
  density: {
    flag: '--density <share>',
    help: 'share of pairs with a synapse, from the input and from one hidden layer to the next',
    kind: share,
    initial: 0.05,
  },
  densityRecurrent: {
    flag: '--density-recurrent <share>',
    help: 'share of pairs within a hidden layer with a synapse (as --density)',
    kind: share,
  },
  readout: {
    flag: '--readout <kind>',
    help: 'what a trial amounts to: mean, sum, last, maximum, or spike-count (with spiking outputs)',
    kind: oneOf('mean', 'sum', 'last', 'maximum', 'spike-count'),
    initial: 'mean',
  },
  rewiring: {
    flag: '--rewiring <rule>',
    help:
      'rewiring of the sparse projections: none, deep-r (after every batch), set (after every epoch) or ' +
      'rigl (every 100 batches, with --rule ssgd or eprop backwards in time)',
    kind: oneOf('none', 'deep-r', 'set', 'rigl'),
    initial: 'none',
  },
  l1: { flag: '--l1 <x>', help: "DEEP R's pull of weights towards 0, per example", kind: notNegative, initial: 0.003 },
  share: {
    flag: '--share <x>',
    help: 'share of the synapses that a rewiring by set or rigl replaces',
    kind: part,
    initial: 0.3,
  },
  rule: {
    flag: '--rule <rule>',
    help: 'learning rule: eprop, or ssgd (gradients through time and layers)',
    kind: oneOf('eprop', 'ssgd'),
    initial: 'eprop',
  },
  surrogate: {
    flag: '--surrogate <slope>',
    help: "slope at threshold: triangular, fast-sigmoid, exponential, arctan or boxcar (the neuron's own, triangular)",
    kind: oneOf('triangular', 'fast-sigmoid', 'exponential', 'arctan', 'boxcar'),
  },
  steepness: {
    flag: '--steepness <x>',
    help: 'how steep --surrogate is, per threshold (1 for triangular, 100 for fast-sigmoid, 5, 2, 5)',
    kind: positive,
  },
  halfWidth: {
    flag: '--half-width <x>',
    help: 'learn at neurons within this distance of threshold only, in units of the threshold (at all)',
    kind: positive,
  },
  activityCosts: {
    flag: '--activity-costs',
    help: 'ssgd: firing too much and hardly firing cost something beside the loss',
    kind: given,
    initial: false,
  },
  rescue: { flag: '--rescue', help: 'ssgd: lift neurons that fell asleep', kind: given, initial: false },
  form: {
    flag: '--form <form>',
    help: 'how its gradient is computed: reverse (after the trial) or online (during it)',
    kind: oneOf('reverse', 'online'),
    initial: 'reverse',
  },
  feedback: {
    flag: '--feedback <kind>',
    help: 'weights that carry errors back: symmetric or random',
    kind: oneOf('symmetric', 'random'),
    initial: 'symmetric',
  },
  epochs: { flag: '--epochs <n>', help: 'passes over the training examples', kind: whole(1), initial: 4 },
  batch: { flag: '--batch <n>', help: 'examples per batch', kind: whole(1), initial: 128 },
  learningRate: {
    flag: '--learning-rate <x>',
    help: 'learning rate of Adam at the start (of a dense projection)',
    kind: positive,
    initial: 4e-3,
  },
  seed: { flag: '--seed <n>', help: 'seed of everything random', kind: whole(0), initial: 1 },
  backend,
  threads: { flag: '--threads <n>', help: 'worker threads (one per processor, at most 8)', kind: whole(1, 64) },
  simd: { flag: '--simd <on|off>', help: 'use vector instructions', kind: onOff, initial: true },
  checkpointEvery: {
    flag: '--checkpoint-every <n>',
    help: 'batches between checkpoints (one after each epoch in any case)',
    kind: whole(1),
  },
};

/** What a default is for each data set that differs from the others, in the order of the catalogue. */
function byData(valueOf: (entry: DataEntry) => string | undefined): string {
  const names = new Map<string, string[]>();
  for (const entry of catalogue) {
    const value = valueOf(entry);
    if (value !== undefined) names.set(value, [...(names.get(value) ?? []), entry.name]);
  }
  return Array.from(names, ([value, of]) => `${value} for ${of.join(', ')}`).join('; ');
}

/** How an option is typed, without its value. @param option - which */
export const flagOf = (option: keyof TrainOptions): string => flagWord(trainSettings[option]);

/** Whether a run keeps training examples back to choose by: then it is no final run. @param options - its options */
export const holdsOut = ({ validation, validationGroups }: TrainOptions): boolean =>
  validation > 0 || validationGroups !== undefined;
