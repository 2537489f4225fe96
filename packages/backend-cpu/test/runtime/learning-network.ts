import {
  allToAll,
  defineRewiring,
  defineWeightUpdate,
  fixedProbability,
  network,
  normal,
  quantity,
  ZERO,
  type LearningRule,
  type Network,
  type Population,
  type Projection,
  type Rewiring,
  type SpikeBatch,
} from '@growcone/core';
import { alif, leakyIntegrator, spikeSource } from '@growcone/models';
import { adam, maximum, meanOverTime, softmaxCrossEntropy } from '@growcone/training';

/** Learning signals cross projections into the readout only. */
export const readoutFeedback: LearningRule = {
  kind: 'learning-rule',
  apiVersion: 1,
  name: 'readout feedback',
  form: 'reverse',
  feedback: ({ post }) => (post.readout ? 'symmetric' : undefined),
};

/** Learning signals cross every projection. */
export const fullFeedback: LearningRule = { ...readoutFeedback, name: 'full feedback', feedback: () => 'symmetric' };

/** Every synapse follows its presynaptic spikes and adds, in every step, what the learning signals make of them. */
export const everyStep: LearningRule = {
  kind: 'learning-rule',
  apiVersion: 1,
  name: 'every step',
  form: 'online',
  feedback: ({ post }) => (post.readout ? 'symmetric' : undefined),
  weightUpdate: () =>
    defineWeightUpdate({
      name: 'every step',
      synapse: { trace: quantity(0, '', 'filtered presynaptic spikes') },
      pre: { spikes: quantity(0, '', 'spikes so far') },
      eachSynapse({ syn, pre, x, signals }) {
        const trace = syn.trace.mul(0.9).add(x).add(pre.spikes.mul(0.01));
        return {
          trace,
          grad: signals
            .flat()
            .reduce((sum, signal) => sum.add(signal), ZERO)
            .mul(trace),
        };
      },
      eachPre: ({ pre, x }) => ({ spikes: pre.spikes.add(x) }),
    }),
};

/** Prunes weights near zero and grows as many, with a random weight. */
const pruneSmall: Rewiring = defineRewiring({
  name: 'prune small',
  pair: (draw) => ({ start: draw.normal().mul(0.1) }),
  edit: {
    prune: { where: ({ w }) => w.abs().lt(0.03) },
    grow: { count: 'replace', init: ({ pair }) => ({ w: pair.start }) },
  },
});

/** A recurrent classifier of toy size. */
export interface Classifier {
  /** The network. */
  readonly net: Network;
  /** Its hidden population. */
  readonly hidden: Population;
  /** Its learned projections. */
  readonly projections: Readonly<Record<'inputToHidden' | 'hiddenToHidden' | 'hiddenToOutput', Projection>>;
}

/** How {@link classifier} is made. */
export interface ClassifierOptions {
  /** Learning rule. */
  readonly rule?: LearningRule;
  /** When the loss is evaluated. */
  readonly at?: 'step' | 'trial';
  /** Steps from emission to arrival of the recurrent projection. */
  readonly delay?: number;
  /** Storage of the recurrent projection. */
  readonly format?: 'rows' | 'dense' | 'growable-rows';
}

/** 40 inputs, 37 adaptive neurons with sparse recurrence that rewires, 5 classes: no size is a multiple of 4. */
export function classifier({
  rule = readoutFeedback,
  at = 'step',
  delay = 2,
  format,
}: ClassifierOptions = {}): Classifier {
  const net = network({ seed: 7 });
  const input = net.population('input', 40, spikeSource());
  const hidden = net.population('hidden', 37, alif());
  const output = net.population('output', 5, leakyIntegrator());
  const inputToHidden = net.project(input, hidden, { connect: fixedProbability(0.3), weight: normal(0, 0.3) });
  const hiddenToHidden = net.project(hidden, hidden, {
    connect: fixedProbability(0.25),
    weight: normal(0, 0.2),
    delay,
    ...(format ? { format } : {}),
  });
  const hiddenToOutput = net.project(hidden, output, { connect: allToAll(), weight: normal(0, 0.2), format: 'dense' });
  const projections = { inputToHidden, hiddenToHidden, hiddenToOutput };
  net.readout(output, {
    readout: at === 'step' ? meanOverTime() : maximum(),
    loss: softmaxCrossEntropy({ at }),
  });
  net.learn(Object.values(projections), { rule, optimiser: adam({ learningRate: 0.01 }) });
  net.rewire(inputToHidden, pruneSmall);
  net.record(hidden, { spikes: true, variables: ['v'] });
  return { net, hidden, projections };
}

/** Spikes that look random and are the same every time. @param size - examples @param steps - steps @param neurons - input neurons @param share - of neurons that spike per step */
export function noise(size: number, steps: number, neurons: number, share: number): SpikeBatch {
  let state = 12_345;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const offsets: number[] = [];
  const spikes: number[] = [];
  for (let example = 0; example < size; example++) {
    for (let step = 0; step < steps; step++) {
      offsets.push(spikes.length);
      for (let neuron = 0; neuron < neurons; neuron++) if (next() < share) spikes.push(neuron);
    }
    offsets.push(spikes.length);
  }
  return { size, steps, offsets: Uint32Array.from(offsets), neurons: Uint32Array.from(spikes) };
}
