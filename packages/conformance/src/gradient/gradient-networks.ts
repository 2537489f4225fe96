import {
  allToAll,
  delta,
  fixedProbability,
  network,
  uniform,
  type LearningRule,
  type Loss,
  type Network,
  type NeuronModel,
  type Population,
  type Projection,
  type Readout,
  type Rewiring,
  type SynapseModel,
} from '@growcone/core';
import { crossEntropy, descent, largestOutput, meanOutput, squaredError } from '../models/learning.ts';
import { adaptiveUnit, gradedUnit, leakyUnit, quadraticUnit, secondOrderUnit, sourceUnit } from '../models/neurons.ts';
import { conductanceSynapse, decayingSynapse, risingSynapse } from '../models/synapses.ts';

/** A network whose gradient is compared with forward mode. */
export interface GradientNetwork {
  /** What it is, in words. */
  readonly name: string;
  /** The network, ready to compile. */
  readonly network: Network;
  /** The population that gets the input. */
  readonly source: Population;
  /** The population that the loss looks at. */
  readonly output: Population;
  /** Its readout. */
  readonly readout: Readout;
  /** Its loss. */
  readonly loss: Loss;
  /** Its projections, all of which learn. */
  readonly projections: readonly Projection[];
  /** Populations that fire. */
  readonly firing: readonly Population[];
}

/** What a gradient network is made of; what is left out is usual. */
export interface Ingredients {
  /** What it is, in words. */
  readonly name: string;
  /** Neurons of the loop. */
  readonly hidden: NeuronModel;
  /** Neurons of a second population in the loop; none if left out. */
  readonly second?: NeuronModel;
  /** Neurons of the output. */
  readonly output?: NeuronModel;
  /** Synapses from the source. */
  readonly input?: SynapseModel;
  /** Synapses of the loop. */
  readonly loop?: SynapseModel;
  /** The readout. */
  readonly readout?: Readout;
  /** The loss. */
  readonly loss?: Loss;
  /** Factor of the weights. */
  readonly strength?: number;
  /** Synapses onto the output. */
  readonly onto?: SynapseModel;
  /** Delay of a second projection onto the output; none if left out. */
  readonly late?: number;
  /** A rewiring rule of the loop; none if left out. */
  readonly rewiring?: Rewiring;
}

/**
 * A loop over one or two firing populations with delays 1 to 5, several projections into one population, a bias, and a
 * graded output.
 *
 * @param rule - the rule that it learns by
 * @param i - what it is made of
 */
export function gradientNetwork(rule: LearningRule, i: Ingredients): GradientNetwork {
  const {
    hidden,
    second,
    output: model = gradedUnit(),
    input = decayingSynapse(),
    loop = delta(),
    readout = meanOutput(),
    loss = crossEntropy('step'),
    strength = 1,
    onto = decayingSynapse(),
    late,
  } = i;
  const net = network({ seed: 11 });
  const source = net.population('source', 8, sourceUnit());
  const a = net.population('a', 6, hidden);
  const output = net.population('output', 3, model);
  const sparse = fixedProbability(0.7);
  const between = (low: number, high: number) => uniform(low * strength, high * strength);
  const projections = [
    net.project(source, a, { name: 'sourceToA', connect: sparse, weight: between(-0.15, 0.65), synapse: input }),
    net.project(source, a, {
      name: 'sourceToALate',
      connect: sparse,
      weight: between(0, 0.06),
      synapse: conductanceSynapse(),
      delay: 3,
    }),
    net.project(a, a, { name: 'aToA', connect: sparse, weight: between(-0.4, 0.3), synapse: loop, delay: 2 }),
    net.project(a, output, {
      name: 'aToOutput',
      connect: allToAll(),
      weight: between(-0.5, 0.5),
      synapse: onto,
      delay: 1,
    }),
    net.bias(output, between(-0.05, 0.05)),
  ];
  if (late !== undefined)
    projections.push(
      net.project(a, output, { name: 'aToOutputLate', connect: sparse, weight: between(-0.3, 0.3), delay: late }),
    );
  if (second) {
    const b = net.population('b', 5, second);
    projections.push(
      net.project(a, b, {
        name: 'aToB',
        connect: sparse,
        weight: between(0, 0.8),
        synapse: decayingSynapse(),
        delay: 4,
      }),
      net.project(b, a, {
        name: 'bToA',
        connect: sparse,
        weight: between(-0.2, 0.2),
        synapse: risingSynapse(),
        delay: 5,
      }),
      net.project(b, output, { name: 'bToOutput', connect: allToAll(), weight: between(-0.4, 0.4), delay: 2 }),
    );
  }
  net.readout(output, { readout, loss });
  net.learn(projections, { rule, optimiser: descent() });
  if (i.rewiring) net.rewire(projections[2], i.rewiring);
  const firing = net.describe().populations.filter((p) => p.model.spike && p.size > 1);
  for (const population of firing) net.record(population, { spikes: true });
  return { name: i.name, network: net, source, output, readout, loss, projections, firing };
}

/**
 * Networks with every kind of path that a gradient can take.
 *
 * @param rule - the rule that they learn by
 * @param others - more neurons to put into the loop, such as a plugin's own
 */
export const gradientNetworks = (
  rule: () => LearningRule,
  others: readonly NeuronModel[] = [],
): readonly GradientNetwork[] =>
  [
    { name: 'leaky units, reset detached', hidden: leakyUnit() },
    { name: 'leaky units, learning through the reset', hidden: leakyUnit({ attached: 1 }), second: leakyUnit() },
    {
      name: 'adaptive refractory units',
      hidden: adaptiveUnit(),
      second: adaptiveUnit({ wait: 5 }),
      loop: conductanceSynapse(),
    },
    { name: 'quadratic units', hidden: quadraticUnit(), second: leakyUnit(), strength: 0.5 },
    {
      name: 'leaky units, squared error of the mean',
      hidden: leakyUnit(),
      second: adaptiveUnit(),
      loss: squaredError('trial'),
    },
    {
      name: 'leaky units, cross-entropy of the largest output',
      hidden: leakyUnit(),
      readout: largestOutput(),
      loss: crossEntropy('trial'),
    },
    {
      name: 'adaptive units, second-order output',
      hidden: adaptiveUnit(),
      output: secondOrderUnit(),
      loss: squaredError('step'),
    },
    {
      name: 'leaky units, mean of the spikes of a firing output',
      hidden: leakyUnit(),
      output: leakyUnit({ tau: 6 }),
      readout: meanOutput('spikes'),
      loss: squaredError('trial'),
      strength: 1.3,
    },
    ...others.map((hidden) => ({ name: hidden.name, hidden, second: leakyUnit() })),
  ].map((ingredients: Ingredients) => gradientNetwork(rule(), ingredients));

/** Conductance onto a graded unit: its current depends on the output `y`. */
const ontoGraded: SynapseModel = {
  ...conductanceSynapse(),
  current: ({ g }, _arrived, { reversal }, { y }) => g.mul(reversal.sub(y)).mul(0.2),
};

/**
 * Networks that rules in online form may have to refuse: what reaches a readout late, twice, or by dynamics of its own.
 *
 * @param rule - the rule that they learn by
 */
export const hardNetworks = (rule: () => LearningRule): readonly GradientNetwork[] =>
  [
    { name: 'leaky units, two delays onto the output', hidden: leakyUnit(), late: 4 },
    { name: 'leaky units, conductances onto the output', hidden: leakyUnit(), onto: ontoGraded },
  ].map((ingredients: Ingredients) => gradientNetwork(rule(), ingredients));
