import {
  allToAll,
  defineNeuron,
  fastSigmoid,
  fixedProbability,
  network,
  normal,
  triangular,
  quantity,
  uniform,
  type Initialiser,
  type LearningRule,
  type Network,
  type NeuronModel,
  type Projection,
  type SpikeBatch,
  type SynapseModel,
} from '@growcone/core';
import {
  alif,
  conductance,
  delta,
  exponential,
  izhikevich,
  leakyIntegrator,
  lif,
  refractory,
  spikeSource,
  withSurrogate,
} from '@growcone/models';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';

/** A neuron that no package defines: not linear, with a fast variable and a slow one that multiply. */
const resonant = defineNeuron({
  name: 'resonant',
  params: { pull: quantity(0.1, '', 'pull to rest'), vTh: quantity(1, '', 'threshold') },
  state: {
    v: quantity(0, '', 'fast variable'),
    q: quantity(0, '', 'slow variable'),
    f: quantity(0, '', 'fatigue'),
  },
  integrate: ({ v, q, f }, input, { pull }) => ({
    v: v.sub(v.mul(pull)).sub(q.mul(v.tanh()).mul(0.02)).add(v.tanh().square().mul(0.05)).add(input),
    q: q.mul(0.97).add(v.mul(0.03)),
    f: f.mul(0.9),
  }),
  spike: {
    threshold: ({ v, f }, { vTh }) => v.sub(vTh).sub(f.mul(0.3)),
    surrogate: ({ vTh }) => triangular(vTh, 0.4),
    reset: ({ v, f, q }, z, { vTh }) => ({ v: v.sub(z.detach().mul(vTh)), f: f.add(z), q: q.add(z.mul(0.1)) }),
  },
});

/** A hidden population with the synapses into it, scaled so that every neuron fires. */
export interface HiddenCase {
  readonly name: string;
  readonly neuron: NeuronModel;
  readonly input: SynapseModel;
  readonly recurrent: SynapseModel;
  readonly inputWeight: Initialiser;
  readonly recurrentWeight: Initialiser;
}

const kick = { inputWeight: normal(0.2, 0.15), recurrentWeight: normal(0, 0.12) };

export const hiddenCases: readonly HiddenCase[] = [
  { name: 'LIF', neuron: lif(), input: delta(), recurrent: delta(), ...kick },
  { name: 'ALIF', neuron: alif({ beta: 0.05, tauAdapt: 100 }), input: delta(), recurrent: delta(), ...kick },
  {
    name: 'refractory ALIF',
    neuron: refractory(alif({ beta: 0.05, tauAdapt: 100 }), 5),
    input: exponential({ tauSyn: 3 }),
    recurrent: delta(),
    inputWeight: normal(0.08, 0.06),
    recurrentWeight: normal(0, 0.12),
  },
  {
    name: 'Izhikevich with exponential synapses',
    neuron: izhikevich(),
    input: exponential({ tauSyn: 5 }),
    recurrent: exponential({ tauSyn: 8 }),
    inputWeight: normal(3, 1),
    recurrentWeight: normal(0, 0.5),
  },
  {
    name: 'LIF with a conductance synapse',
    neuron: lif(),
    input: conductance({ tauSyn: 4, reversal: 3 }),
    recurrent: conductance({ tauSyn: 6, reversal: -1 }),
    inputWeight: uniform(0.005, 0.03),
    recurrentWeight: uniform(0.001, 0.01),
  },
  { name: 'a neuron that no package defines', neuron: resonant(), input: delta(), recurrent: exponential(), ...kick },
];

/** A network with everything that the sweeps must get right: recurrence, delays, two projections into one population. */
export interface GradientNetwork {
  readonly network: Network;
  readonly projections: readonly Projection[];
}

export const SIZES = { input: 16, hidden: 8, readout: 3 } as const;

/** Builds the network of a case. */
export function gradientNetwork(
  hidden: HiddenCase,
  rule: LearningRule,
  options: { readonly feedbackDelay?: number } = {},
): GradientNetwork {
  const net = network({ seed: 7 });
  const input = net.population('input', SIZES.input, spikeSource());
  const middle = net.population('hidden', SIZES.hidden, hidden.neuron);
  const readout = net.population('readout', SIZES.readout, leakyIntegrator());
  const { inputWeight: weight, recurrentWeight } = hidden;
  const projections = [
    net.project(input, middle, {
      connect: fixedProbability(0.6),
      weight,
      synapse: hidden.input,
      delay: 1,
      name: 'fast',
    }),
    net.project(input, middle, {
      connect: fixedProbability(0.4),
      weight,
      synapse: hidden.input,
      delay: 5,
      name: 'slow',
    }),
    net.project(middle, middle, {
      connect: fixedProbability(0.5, { autapses: false }),
      weight: recurrentWeight,
      synapse: hidden.recurrent,
      delay: 3,
      name: 'recurrent',
    }),
    net.project(middle, readout, {
      connect: allToAll(),
      weight: normal(0, 0.5),
      synapse: exponential({ tauSyn: 4 }),
      delay: options.feedbackDelay ?? 2,
      name: 'output',
    }),
    net.bias(readout, normal(0, 0.1)),
  ];
  net.readout(readout, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn(projections, { rule, optimiser: adam({ learningRate: 1e-3 }) });
  net.record(middle, { spikes: true });
  return { network: net, projections };
}

/** Two hidden layers that reach the readout over different delays: their updates follow the trial at different lags. */
export function twoLags(rule: LearningRule): GradientNetwork {
  const net = network({ seed: 5 });
  const input = net.population('input', SIZES.input, spikeSource());
  const first = net.population('hidden', SIZES.hidden, withSurrogate(alif({ beta: 0.05 }), fastSigmoid(3)));
  const second = net.population('second', SIZES.hidden, lif());
  const readout = net.population('readout', SIZES.readout, leakyIntegrator());
  const dense = { connect: allToAll(), weight: normal(0.1, 0.3) };
  const projections = [
    net.project(input, first, { connect: allToAll(), weight: normal(0.15, 0.1) }),
    net.project(first, second, { ...dense, delay: 2 }),
    net.project(first, readout, { ...dense, delay: 1 }),
    net.project(second, readout, { ...dense, delay: 4 }),
  ];
  net.readout(readout, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn(projections, { rule, optimiser: adam({ learningRate: 1e-3 }) });
  net.record(first, { spikes: true });
  return { network: net, projections };
}

/** Input spikes of probability `rate` per step, the same for every run: a small linear congruential generator. */
export function spikeInput(size: number, steps: number, rate = 0.12): SpikeBatch {
  let state = 12345;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const offsets = new Uint32Array(size * (steps + 1));
  const neurons: number[] = [];
  for (let e = 0; e < size; e++) {
    for (let t = 0; t <= steps; t++) {
      offsets[e * (steps + 1) + t] = neurons.length;
      if (t === steps) break;
      for (let n = 0; n < SIZES.input; n++) if (next() < rate) neurons.push(n);
    }
  }
  return { size, steps, offsets, neurons: Uint32Array.from(neurons) };
}
