import { cpu } from '@growcone/backend-cpu';
import type { EvaluateResult, SpikeBatch, StoreSnapshot } from '@growcone/core';
import type { DenseLayer, LayerRecord } from '../dense/dense-layer.ts';
import { layerBatch, spikingLayer, STEEPNESS, TAU, type HalfWidths, type LayerSize } from './spiking-layer.ts';

/** A forward pass of a layer. */
export interface LayerForward {
  /** Half-widths with which a share of all neurons and steps is active. @param share - the share */
  widths(share: number): HalfWidths;
  /** Share of neurons and steps within half-widths of threshold. @param widths - the half-widths */
  active(widths: HalfWidths): HalfWidths;
  /** Spikes per neuron and step. */
  readonly rates: HalfWidths;
  /** What it leaves to a dense backward pass. */
  readonly record: LayerRecord;
}

/** Runs a layer forward. @param size - of the layer */
export async function layerForward(size: LayerSize): Promise<LayerForward> {
  const { net, layer } = spikingLayer(size);
  await using simulation = await net.compile(cpu({ threads: 1 }));
  const result = await simulation.evaluate(layerBatch(size));
  const before = fromThreshold(result, 'before');
  const behind = fromThreshold(result, 'behind');
  const sorted = { before: away(before), behind: away(behind) };
  const each = (of: (name: keyof HalfWidths) => number): HalfWidths => ({ before: of('before'), behind: of('behind') });
  return {
    widths: (share) => each((name) => sorted[name][Math.floor(share * sorted[name].length)]!),
    active: (widths) =>
      each((name) => sorted[name].findLastIndex((d) => d <= widths[name]) / (sorted[name].length - 1)),
    rates: each((name) => result.spikes[name]!.neurons.length / before.length),
    record: {
      weights: weightMatrix(await simulation.synapses(layer), size.neurons),
      spikes: raster(result.spikes['before']!, size),
      distance: behind,
      upstream: upstream(result, size),
    },
  };
}

/** The layer as dense loops take it. @param size - of the layer @param widths - where neurons are active */
export const denseLayer = ({ neurons, steps, examples }: LayerSize, widths: HalfWidths): DenseLayer => ({
  neurons,
  steps,
  examples,
  decay: Math.fround(Math.exp(-1 / TAU)),
  steepness: STEEPNESS,
  halfWidth: widths.behind,
});

/** The weights as a matrix, 0 where there is no synapse. */
function weightMatrix({ pre, post, variables }: StoreSnapshot, neurons: number): Float32Array {
  const matrix = new Float32Array(neurons * neurons);
  pre.forEach((i, n) => {
    matrix[i * neurons + post[n]!] = variables['w']![n]!;
  });
  return matrix;
}

/** Potentials less the threshold of 1, in single precision as the network computes them. */
const fromThreshold = ({ variables }: EvaluateResult, name: string): Float32Array =>
  Float32Array.from(variables[name]!['v']!, (v) => v - 1);

const away = (distance: Float32Array): Float32Array => distance.map(Math.abs).sort();

function raster({ offsets, neurons: fired }: SpikeBatch, { neurons, steps, examples }: LayerSize): Float32Array {
  const result = new Float32Array(examples * steps * neurons);
  for (let example = 0; example < examples; example++) {
    for (let step = 0; step < steps; step++) {
      const at = example * (steps + 1) + step;
      for (let n = offsets[at]!; n < offsets[at + 1]!; n++) result[(example * steps + step) * neurons + fired[n]!] = 1;
    }
  }
  return result;
}

/** ∂L/∂spike: 2 (count − target)/neurons at every step of an example. */
function upstream({ spikes }: EvaluateResult, size: LayerSize): Float32Array {
  const { neurons, steps, examples } = size;
  const fired = raster(spikes['behind']!, size);
  const target = layerBatch(size)['behind'] as Float32Array;
  const result = new Float32Array(fired.length);
  for (let example = 0; example < examples; example++) {
    for (let neuron = 0; neuron < neurons; neuron++) {
      const first = example * steps * neurons + neuron;
      let count = 0;
      for (let step = 0; step < steps; step++) count += fired[first + step * neurons]!;
      const value = Math.fround(Math.fround(count - target[example * neurons + neuron]!) * 2) / neurons;
      for (let step = 0; step < steps; step++) result[first + step * neurons] = value;
    }
  }
  return result;
}
