import { cpu } from '@growcone/backend-cpu';
import { describe, expect, it } from 'vitest';
import { denseBackward, type DenseForm } from '../src/dense/dense-backward.ts';
import type { DenseLayer, LayerRecord } from '../src/dense/dense-layer.ts';
import { farthest } from '../src/dense/farthest.ts';
import { CCompiler } from '../src/limits/compiler.ts';
import { denseLimit } from '../src/limits/dense-bptt.ts';
import { denseLayer, layerForward } from '../src/networks/layer-record.ts';
import { layerBatch, spikingLayer } from '../src/networks/spiking-layer.ts';

/** Numbers of neurons with and without half a panel, and with nothing else. */
const NEURONS = [4, 12, 16, 20];

/** Sums of some hundred numbers in single precision. */
const ROUNDING = 2e-6;

function example(neurons: number): { readonly layer: DenseLayer; readonly record: LayerRecord } {
  const layer = { neurons, steps: 12, examples: 3, decay: Math.fround(0.9), steepness: 100, halfWidth: 0.3 };
  let state = 7;
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const numbers = (length: number, of: () => number): Float32Array => Float32Array.from({ length }, of);
  const trial = layer.examples * layer.steps * neurons;
  const record = {
    weights: numbers(neurons * neurons, () => random() - 0.5),
    spikes: numbers(trial, () => Number(random() < 0.2)),
    distance: numbers(trial, () => random() - 0.6),
    upstream: numbers(trial, () => random() - 0.5),
  };
  return { layer, record };
}

/** In double precision, from traces of the spikes instead of delayed sums of the errors. */
function reference(
  { neurons, steps, examples, decay, steepness, halfWidth }: DenseLayer,
  { weights, spikes, distance, upstream }: LayerRecord,
) {
  const gradient = { weights: new Float64Array(weights.length), spikes: new Float64Array(spikes.length) };
  const at = (e: number, t: number, n: number): number => (e * steps + t) * neurons + n;
  const error = (e: number, t: number, j: number): number => {
    const away = Math.abs(distance[at(e, t, j)]!);
    return away <= Math.fround(halfWidth) ? upstream[at(e, t, j)]! / (1 + steepness * away) ** 2 : 0;
  };
  for (let e = 0; e < examples; e++) {
    for (let i = 0; i < neurons; i++) {
      let trace = 0;
      for (let t = 0; t < steps; t++) {
        for (let j = 0; j < neurons; j++) gradient.weights[i * neurons + j]! += trace * error(e, t, j);
        for (let k = t + 1; k < steps; k++)
          for (let j = 0; j < neurons; j++)
            gradient.spikes[at(e, t, i)]! += weights[i * neurons + j]! * decay ** (k - t - 1) * error(e, k, j);
        trace = decay * trace + spikes[at(e, t, i)]!;
      }
    }
  }
  return { weights: Float32Array.from(gradient.weights), spikes: Float32Array.from(gradient.spikes) };
}

describe('the dense backward pass', () => {
  it.each(NEURONS)('is backpropagation through time with a detached reset, %i neurons', async (neurons) => {
    const { layer, record } = example(neurons);
    const wanted = reference(layer, record);
    const backward = await denseBackward(layer, record);
    for (const form of ['fused', 'plain'] satisfies DenseForm[]) {
      backward.run(form);
      const found = backward.gradient();
      expect(farthest(wanted.weights, found.weights)).toBeLessThan(ROUNDING);
      expect(farthest(wanted.spikes, found.spikes)).toBeLessThan(ROUNDING);
    }
  });

  it('refuses what does not fill vectors', async () => {
    const { layer, record } = example(4);
    await expect(denseBackward({ ...layer, neurons: 6 }, record)).rejects.toThrow(
      'a dense layer needs multiples of 4, got 6 neurons and 12 steps',
    );
  });

  it.each([
    [1, 0.05],
    [0.3, 0.05],
    [1, 1],
  ])('is what the reverse sweep gives, %f connected, %f active', async (density, share) => {
    const size = { neurons: 24, steps: 40, examples: 5, density };
    const forward = await layerForward(size);
    // All neurons are active where nothing is cut.
    const widths = share === 1 ? { before: 100, behind: 100 } : forward.widths(share);
    const dense = await denseBackward(denseLayer(size, widths), forward.record);
    dense.run('fused');
    const parts = spikingLayer(size, widths);
    await using simulation = await parts.net.compile(cpu({ threads: 1 }));
    await simulation.accumulate(layerBatch(size));
    const { pre, post, variables } = await simulation.gradient(parts.layer);
    const all = dense.gradient().weights;
    const wanted = Float32Array.from(pre, (i, n) => all[i * size.neurons + post[n]!]!);
    expect(Math.max(...wanted)).toBeGreaterThan(0);
    expect(farthest(wanted, variables['gradient'] as Float32Array)).toBeLessThan(ROUNDING);
  });
});

const compiler = await CCompiler.find();

describe.skipIf(compiler === undefined)('the dense backward pass in C (skipped where there is no C compiler)', () => {
  it.each(NEURONS)('gives the same gradient, %i neurons', async (neurons) => {
    const { layer, record } = example(neurons);
    const backward = await denseBackward(layer, record);
    backward.run('fused');
    await using c = await denseLimit(compiler!, layer, record);
    expect((await c.run(1)).fused).toBeGreaterThan(0);
    const [ours, theirs] = [backward.gradient(), await c.gradient()];
    expect(farthest(ours.weights, theirs.weights)).toBeLessThan(ROUNDING);
    expect(farthest(ours.spikes, theirs.spikes)).toBeLessThan(ROUNDING);
  });
});
