import {
  allToAll,
  fastSigmoid,
  fixedProbability,
  network,
  normal,
  windowed,
  type Backend,
  type LearningRule,
  type Projection,
  type SpikeBatch,
} from '@growcone/core';
import { alif, leakyIntegrator, spikeSource, withSurrogate } from '@growcone/models';
import { sgd, softmaxCrossEntropy, sumOverTime } from '@growcone/training';
import {
  denseBptt,
  type DenseAnswer,
  type DenseNetwork,
  type DenseNeuron,
  type DenseProjection,
  type OwnSignals,
} from './dense-bptt.ts';

/** A network of layers in front of a readout. */
export interface LayersCase {
  readonly name: string;
  /** Sizes of the spiking layers. */
  readonly hidden: readonly number[];
  /** Whether each of them is connected to itself. */
  readonly recurrent: boolean;
  /** Whether the first also projects to the readout. */
  readonly skip: boolean;
  /** Steps from layer to layer; a loop takes one more. */
  readonly delay: number;
  /** Threshold rise per spike; 0 is LIF. */
  readonly beta: number;
  /** Half-width of the window; Infinity is none. */
  readonly halfWidth: number;
  /** Share of pairs with a synapse. */
  readonly density: number;
}

const [INPUTS, CLASSES, STEPS, EXAMPLES, STEEPNESS] = [12, 3, 60, 4, 4];
const NEURON = { tauMem: 10, tauAdapt: 30, vTh: 1 };
const LEAK_TAU = 10;
// Small, so that the softmax is not saturated after a sum over all steps.
const OUTWARD = normal(0, 0.005);

/** Gradients by projection of the engine and of plain dense backpropagation, and how often spiking layers fired. */
export interface Comparison {
  readonly of: readonly {
    readonly name: string;
    readonly got: readonly number[];
    readonly expected: readonly number[];
  }[];
  readonly loss: { readonly got: number; readonly expected: number };
  readonly sameSpikes: boolean;
  readonly fewestSpikes: number;
}

/**
 * The summed gradient of a batch from a backend, and the same from plain dense loops over the same weights and input.
 *
 * @param one - the network
 * @param rule - what it learns by
 * @param backend - where
 * @param own - what costs beside the loss
 */
export async function compareLayers(
  one: LayersCase,
  rule: LearningRule,
  backend: Backend,
  own?: OwnSignals,
): Promise<Comparison> {
  const net = network({ seed: 3 });
  const input = net.population('input', INPUTS, spikeSource());
  const surrogate = fastSigmoid(STEEPNESS);
  const slope = Number.isFinite(one.halfWidth) ? windowed(surrogate, one.halfWidth) : surrogate;
  const layers = one.hidden.map((size, l) =>
    net.population(`hidden${l}`, size, withSurrogate(alif({ ...NEURON, beta: one.beta }), slope)),
  );
  const output = net.population('output', CLASSES, leakyIntegrator({ tauMem: LEAK_TAU }));
  const connect = one.density < 1 ? fixedProbability(one.density) : allToAll();
  const chain = [input, ...layers, output];
  const numbers = new Map(chain.map((population, i) => [population, i - 1]));
  const projections: Projection[] = chain.slice(1).map((post, i) =>
    net.project(chain[i]!, post, {
      connect,
      weight: post === output ? OUTWARD : normal(0.25, 0.4),
      delay: one.delay,
      name: `into ${post.name}`,
    }),
  );
  if (one.recurrent) {
    for (const layer of layers) {
      projections.push(
        net.project(layer, layer, {
          connect,
          weight: normal(0, 0.3),
          delay: one.delay + 1,
          name: `around ${layer.name}`,
        }),
      );
    }
  }
  if (one.skip) projections.push(net.project(layers[0]!, output, { connect, weight: OUTWARD, name: 'skip' }));
  net.readout(output, { readout: sumOverTime(), loss: softmaxCrossEntropy({ at: 'trial' }) });
  net.learn(projections, { rule, optimiser: sgd({ learningRate: 0.1 }) });
  for (const layer of layers) net.record(layer, { spikes: true });

  await using simulation = await net.compile(backend);
  const trains = spikeTrains();
  const labels = Array.from({ length: EXAMPLES }, (_, e) => e % CLASSES);
  const batch = { input: trains, output: labels };
  const { spikes } = await simulation.evaluate(batch);
  const { loss } = await simulation.accumulate(batch);

  const dense: DenseProjection[] = [];
  for (const p of projections) {
    const { pre, post, variables } = await simulation.synapses(p);
    const w = new Float64Array(p.pre.size * p.post.size);
    pre.forEach((i, s) => (w[i * p.post.size + post[s]!] = variables['w']![s]!));
    const from = numbers.get(p.pre)!;
    dense.push({ name: p.name, pre: from < 0 ? 'input' : from, post: numbers.get(p.post)!, delay: p.delay, w });
  }
  const described: DenseNetwork = {
    inputs: INPUTS,
    sizes: [...one.hidden, CLASSES],
    neuron: denseNeuron(one),
    leak: Math.exp(-1 / LEAK_TAU),
    projections: dense,
  };
  const answers = labels.map((label, e) => denseBptt(described, dense1(trains, e), label, own));

  const of: Comparison['of'][number][] = [];
  for (const projection of projections) {
    const { name } = projection;
    const { pre, post, variables } = await simulation.gradient(projection);
    const got = [...variables['gradient']!];
    const expected = got.map((_, s) => {
      const at = pre[s]! * projection.post.size + post[s]!;
      return answers.reduce((total, { gradients }) => total + gradients[name]![at]!, 0);
    });
    of.push({ name, got, expected });
  }
  const counted = layers.map((layer, l) => ({
    got: [...spikes[layer.name]!.neurons].length,
    expected: answers.reduce((n, a) => n + spikesOf(a, l), 0),
  }));
  return {
    of,
    loss: { got: loss, expected: answers.reduce((sum, a) => sum + a.loss, 0) / EXAMPLES },
    sameSpikes: counted.every(({ got, expected }) => got === expected),
    fewestSpikes: Math.min(...counted.map(({ got }) => got)),
  };
}

const denseNeuron = ({ beta, halfWidth }: LayersCase): DenseNeuron => ({
  alpha: Math.exp(-1 / NEURON.tauMem),
  rho: Math.exp(-1 / NEURON.tauAdapt),
  beta,
  vTh: NEURON.vTh,
  steepness: STEEPNESS,
  halfWidth,
});

const spikesOf = ({ spikes }: DenseAnswer, layer: number): number =>
  spikes[layer]!.reduce((n, row) => n + row.reduce((m, z) => m + z, 0), 0);

/** One example of a batch as a dense array: [step][channel]. */
function dense1({ offsets, neurons, steps }: SpikeBatch, example: number): Float64Array[] {
  return Array.from({ length: steps }, (_, t) => {
    const row = new Float64Array(INPUTS);
    const at = example * (steps + 1) + t;
    neurons.subarray(offsets[at], offsets[at + 1]).forEach((n) => (row[n] = 1));
    return row;
  });
}

/** Random input, the same for every run: a small linear congruential generator. */
function spikeTrains(): SpikeBatch {
  let state = 99;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const offsets = new Uint32Array(EXAMPLES * (STEPS + 1));
  const neurons: number[] = [];
  for (let e = 0; e < EXAMPLES; e++) {
    for (let t = 0; t <= STEPS; t++) {
      offsets[e * (STEPS + 1) + t] = neurons.length;
      if (t < STEPS) for (let n = 0; n < INPUTS; n++) if (next() < 0.15) neurons.push(n);
    }
  }
  return { size: EXAMPLES, steps: STEPS, offsets, neurons: Uint32Array.from(neurons) };
}
