import { describe, expect, it } from 'vitest';
import { allToAll, fixedProbability, network, type SpikeBatch } from '@growcone/core';
import { cpu, type CpuOptions } from '@growcone/backend-cpu';
import { leakyIntegrator, spikeSource } from '@growcone/models';
import { last, meanSquare, sgd } from '@growcone/training';
import { everyStep, noise, readoutFeedback } from './learning-network.ts';

const INPUTS = 6;
const OUTPUTS = 3;
const STEPS = 50;
const SIZE = 5;
const TAU = 10;

/** What arrived from each input neuron up to the last step, decayed: the derivative of the last output by a weight. */
function filtered({ offsets, neurons, steps }: SpikeBatch, example: number, delay: number): Float64Array {
  const alpha = Math.exp(-1 / TAU);
  const trace = new Float64Array(INPUTS);
  for (let t = 1; t <= steps; t++) {
    for (let i = 0; i < INPUTS; i++) trace[i]! *= alpha;
    if (t <= delay) continue;
    const from = example * (steps + 1) + t - delay - 1;
    for (const neuron of neurons.subarray(offsets[from], offsets[from + 1])) trace[neuron]! += 1;
  }
  return trace;
}

describe.each([
  ['recorded', { segment: 'whole' }],
  ['recomputed in segments of 8 steps', { segment: 8 }],
] as const satisfies readonly (readonly [string, CpuOptions])[])(
  'the gradient of a linear readout, %s',
  (_, segment) => {
    it.each([1, 3])('is the error times the filtered input, at a delay of %i', async (delay) => {
      const net = network({ seed: 1 });
      const input = net.population('input', INPUTS, spikeSource());
      const output = net.population('output', OUTPUTS, leakyIntegrator({ tauMem: TAU }));
      const projection = net.project(input, output, { connect: allToAll(), weight: 0.125, delay, format: 'dense' });
      net.readout(output, { readout: last(), loss: meanSquare({ at: 'trial' }) });
      net.learn(projection, { rule: readoutFeedback, optimiser: sgd({ learningRate: 1 }) });
      await using simulation = await net.compile(cpu({ threads: 1, ...segment }));

      const spikes = noise(SIZE, STEPS, INPUTS, 0.2);
      const targets = Array.from({ length: SIZE * OUTPUTS }, (_unused, i) => i / 4);
      const before = await simulation.synapses(projection);
      const { outputs } = await simulation.accumulate({ input: spikes, output: targets });
      await simulation.update();
      const after = await simulation.synapses(projection);

      // With a learning rate of 1 the weights move by the gradient, summed over the batch.
      const moved = after.variables['w']!.map((w, i) => before.variables['w']![i]! - w);
      const expected = new Float64Array(INPUTS * OUTPUTS);
      for (let example = 0; example < SIZE; example++) {
        const trace = filtered(spikes, example, delay);
        for (let i = 0; i < INPUTS; i++) {
          for (let k = 0; k < OUTPUTS; k++) {
            const at = example * OUTPUTS + k;
            expected[i * OUTPUTS + k]! += ((2 * (outputs[at]! - targets[at]!)) / OUTPUTS) * trace[i]!;
          }
        }
      }
      const ratio = moved[0]! / expected[0]!;
      // The loss may be scaled by a constant; its gradient must be proportional to the error in every synapse.
      const scale = Math.max(...expected.map(Math.abs));
      // 50 roundings of 2^-24 per trace, five examples.
      moved.forEach((m, i) => expect(m / ratio / scale).toBeCloseTo(expected[i]! / scale, 4));
      expect(moved.some((m) => Math.abs(m) > 1e-3)).toBe(true);
    });
  },
);

describe('a gradient in shards', () => {
  it.each([
    ['after the trial', readoutFeedback, 'trial'],
    ['in every step', everyStep, 'step'],
  ] as const)('made %s does not depend on whether it is summed at once or batch by batch', async (_, rule, at) => {
    const build = () => {
      const net = network({ seed: 3 });
      const input = net.population('input', INPUTS, spikeSource());
      const output = net.population('output', OUTPUTS, leakyIntegrator({ tauMem: TAU }));
      const projection = net.project(input, output, { connect: fixedProbability(0.5), weight: 0.1 });
      net.readout(output, { readout: last(), loss: meanSquare({ at }) });
      net.learn(projection, { rule, optimiser: sgd({ learningRate: 0.5 }) });
      return { net, projection };
    };
    const spikes = noise(1, STEPS, INPUTS, 0.2);
    const targets = [1, 2, 3];
    const repeated = (n: number) => ({
      input: {
        ...spikes,
        size: n,
        offsets: Uint32Array.from({ length: n * (STEPS + 1) }, (_, i) => spikes.offsets[i % (STEPS + 1)]!),
        neurons: spikes.neurons,
      },
      output: Array.from({ length: n * OUTPUTS }, (_, i) => targets[i % OUTPUTS]!),
    });
    const weights = async (batches: readonly number[]) => {
      const { net, projection } = build();
      await using simulation = await net.compile(cpu({ threads: 2 }));
      for (const n of batches) await simulation.accumulate(contiguous(repeated(n)));
      await simulation.update();
      return (await simulation.synapses(projection)).variables['w']!;
    };
    // Equal terms, and their sums of up to 16 are exact in binary if the single term's last bits leave room: compare close.
    const once = await weights([16]);
    const parts = await weights([1, 5, 10]);
    once.forEach((w, i) => expect(parts[i]! / w).toBeCloseTo(1, 5));
  });
});

/** The same spikes for every example, laid out one after the other as a batch must be. */
function contiguous<T extends { readonly input: SpikeBatch }>(batch: T): T {
  const { size, steps, neurons } = batch.input;
  const all = new Uint32Array(size * neurons.length);
  const offsets = batch.input.offsets.map((offset, i) => offset + Math.floor(i / (steps + 1)) * neurons.length);
  for (let e = 0; e < size; e++) all.set(neurons, e * neurons.length);
  return { ...batch, input: { size, steps, offsets, neurons: all } };
}
