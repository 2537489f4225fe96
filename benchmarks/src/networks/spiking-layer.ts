import {
  allToAll,
  fastSigmoid,
  fixedProbability,
  network,
  normal,
  uniform,
  windowed,
  type Batch,
  type Network,
  type Population,
  type Projection,
  type SpikeBatch,
} from '@growcone/core';
import { lif, spikeSource, withSurrogate } from '@growcone/models';
import { ssgd } from '@growcone/plasticity-ssgd';
import { meanSquare, sgd, spikeCount } from '@growcone/training';

/** Two populations and what joins them: the layer whose backward pass is measured. */
export interface LayerSize {
  /** Neurons before and behind the layer. */
  readonly neurons: number;
  /** Steps per example. */
  readonly steps: number;
  /** Number of examples. */
  readonly examples: number;
  /** Share of all pairs that are joined. */
  readonly density: number;
}

/** Distances from threshold within which neurons are active, before and behind the layer. */
export interface HalfWidths {
  readonly before: number;
  readonly behind: number;
}

/** Membrane time constant in ms, and steepness of the fast sigmoid: those of the published classifiers. */
export const TAU = 10;
export const STEEPNESS = 100;

/** The strongest constant current: a quarter of the neurons reach their threshold of 1 with it alone. */
const STRONGEST = 0.125;

/** Weights with which potentials behind the layer come near the threshold as often as those before it. */
const STRENGTH = 2.5;

/** A layer in its network. */
export interface SpikingLayer {
  /** The network. */
  readonly net: Network;
  /** Neurons before the layer. */
  readonly before: Population;
  /** Neurons behind it, whose spikes are counted. */
  readonly behind: Population;
  /** The layer. */
  readonly layer: Projection;
}

/**
 * Neurons that constant currents drive, and a learned layer behind which spikes are counted. A silent learned input, one synapse
 * per neuron, makes errors go through the layer.
 *
 * @param size - of the layer
 * @param widths - where neurons are active; left out, nothing is learned
 */
export function spikingLayer({ neurons, density }: LayerSize, widths?: HalfWidths): SpikingLayer {
  const net = network({ seed: 1 });
  const cell = (halfWidth = 1) =>
    withSurrogate(lif({ tauMem: TAU, vTh: 1 }), windowed(fastSigmoid(STEEPNESS), halfWidth));
  const initial = { v: uniform(0, 1) };
  const silent = net.population('silent', 1, spikeSource());
  const before = net.population('before', neurons, cell(widths?.before), { current: true, initial });
  const behind = net.population('behind', neurons, cell(widths?.behind), { initial });
  const input = net.project(silent, before, { connect: allToAll(), weight: 0 });
  const layer = net.project(before, behind, {
    connect: density === 1 ? allToAll() : fixedProbability(density),
    weight: normal(0, STRENGTH / Math.sqrt(neurons * density)),
  });
  net.readout(behind, { readout: spikeCount(), loss: meanSquare({ at: 'trial' }) });
  if (widths) net.learn([input, layer], { rule: ssgd(), optimiser: sgd({ learningRate: 1e-3 }) });
  else {
    for (const population of [before, behind]) net.record(population, { spikes: true, variables: ['v'] });
  }
  return { net, before, behind, layer };
}

/** Currents and wanted numbers of spikes. @param size - of the layer */
export function layerBatch({ neurons, steps, examples }: LayerSize): Batch {
  // Multiples of the golden section and of √2 are spread evenly, and differ from example to example.
  const spread = (by: number, most: number) =>
    Float32Array.from({ length: examples * neurons }, (_, i) => most * ((i * by) % 1));
  const silent: SpikeBatch = {
    size: examples,
    steps,
    offsets: new Uint32Array(examples * (steps + 1)),
    neurons: new Uint32Array(0),
  };
  return { silent, before: spread(0.6180339887498949, STRONGEST), behind: spread(Math.SQRT2 - 1, 3) };
}
