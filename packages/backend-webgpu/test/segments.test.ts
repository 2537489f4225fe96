import {
  allToAll,
  fixedProbability,
  network,
  normal,
  type LearningRule,
  type Network,
  type NeuronModel,
  type Projection,
  type SpikeBatch,
} from '@growcone/core';
import { alif, exponential, izhikevich, leakyIntegrator, lif, refractory, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { ssgd } from '@growcone/plasticity-ssgd';
import { maximum, meanOverTime, sgd, softmaxCrossEntropy } from '@growcone/training';
import { describe, expect, it } from 'vitest';
import { Gpu } from '../src/gpu/gpu.ts';
import { openGpu } from '../src/gpu/open-gpu.ts';
import { WebGpuDevice } from '../src/index.ts';
import type { WebGpuProgram } from '../src/runtime/program.ts';
import type { ScheduleKind } from '../src/schedule/phase.ts';
import { skipped } from './software-adapter.ts';

const MINUTES = 180_000;
const [INPUTS, HIDDEN, CLASSES] = [12, 10, 3];

/** Random input, the same for every run: a small linear congruential generator. */
function trains(size: number, steps: number): SpikeBatch {
  let state = 7;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const offsets = new Uint32Array(size * (steps + 1));
  const neurons: number[] = [];
  for (let i = 0; i < offsets.length; i++) {
    offsets[i] = neurons.length;
    if (i % (steps + 1) < steps) for (let n = 0; n < INPUTS; n++) if (next() < 0.1) neurons.push(n);
  }
  return { size, steps, offsets, neurons: Uint32Array.from(neurons) };
}

interface Case {
  readonly net: Network;
  readonly projections: readonly Projection[];
}

/** Two hidden layers, loops and delays that cross the ends of segments. */
function layers(neuron: NeuronModel, rule: LearningRule, at: 'step' | 'trial' = 'step', strength = 1): Case {
  const net = network({ seed: 11 });
  const input = net.population('input', INPUTS, spikeSource());
  const first = net.population('first', HIDDEN, neuron);
  const second = net.population('second', HIDDEN, neuron);
  const output = net.population('output', CLASSES, leakyIntegrator());
  const weight = normal(0.3 * strength, 0.4 * strength);
  const projections = [
    net.project(input, first, { connect: fixedProbability(0.5), weight }),
    net.project(first, first, { connect: fixedProbability(0.3), weight: normal(0, 0.2 * strength), delay: 4 }),
    net.project(first, second, { connect: allToAll(), weight, synapse: exponential({ tauSyn: 3 }), delay: 2 }),
    net.project(second, output, { connect: allToAll(), weight: normal(0, 0.2), delay: 3 }),
    net.project(first, output, { connect: fixedProbability(0.5), weight: normal(0, 0.2), delay: 3 }),
    net.bias(output, normal(0, 0.1)),
  ];
  const readout = at === 'step' ? meanOverTime() : maximum();
  net.readout(output, { readout, loss: softmaxCrossEntropy({ at }) });
  net.learn(projections, { rule, optimiser: sgd({ learningRate: 0.01 }) });
  net.record(first, { spikes: true, variables: ['v'] });
  return { net, projections };
}

/** Loss, gradients and records of a batch for each of several amounts of memory, and how often segments were recomputed. */
async function results(
  { net, projections }: Case,
  size: number,
  steps: number,
  bytes: readonly number[],
  schedule: ScheduleKind,
) {
  const gpu = await Gpu.open(await openGpu([]), undefined, true);
  let program: WebGpuProgram | undefined;
  const device = new WebGpuDevice(gpu, { stateBytes: Infinity, schedule, delivery: undefined });
  const load = device.load.bind(device);
  device.load = async (plan) => (program = (await load(plan)) as WebGpuProgram);
  await using simulation = await net.compile({ name: 'webgpu', apiVersion: 1, open: async () => device });
  const batch = { input: trains(size, steps), output: Array.from({ length: size }, (_, e) => e % CLASSES) };

  const start = await simulation.checkpoint();
  // A segment that is recomputed has a checkpoint that was saved and restored.
  const recomputed = async (): Promise<number> => {
    const times = [...((await gpu.commands.times()) ?? [])];
    return (times.find(([name]) => name.includes('checkpoint'))?.[1].calls ?? 0) / 2;
  };
  const given: {
    readonly result: unknown;
    readonly gradients: readonly Float32Array[];
    readonly recomputations: number;
  }[] = [];
  for (const granted of bytes) {
    program!.memory.granted = granted;
    // Gradients of the batch before would be added to, and firing rates of it would be started from.
    await simulation.restore(start);
    program!.memory.clearShards();
    const before = await recomputed();
    const { loss } = await simulation.accumulate(batch);
    const gradients: Float32Array[] = [];
    for (const p of projections) gradients.push((await simulation.gradient(p)).variables['gradient'] as Float32Array);
    const result = { loss, evaluation: await simulation.evaluate(batch) };
    given.push({ result, gradients, recomputations: (await recomputed()) - before });
  }
  return given;
}

/** Cases, with bytes for which all examples are in work together only in segments. */
const CASES: readonly (readonly [string, ScheduleKind, number, Case])[] = [
  ['LIF, by sparse spiking gradient descent', 'example', 150_000, layers(lif(), ssgd())],
  [
    'ALIF, by sparse spiking gradient descent, with a loss of the trial',
    'example',
    150_000,
    layers(alif(), ssgd(), 'trial'),
  ],
  [
    'refractory ALIF, by e-prop with a firing rate',
    'example',
    150_000,
    layers(refractory(alif(), 3), eprop({ firingRate: {} })),
  ],
  ['Izhikevich neurons, by e-prop', 'example', 300_000, layers(izhikevich(), eprop(), 'step', 12)],
  ['ALIF on a grid, by e-prop', 'grid', 150_000, layers(alif(), eprop())],
];

describe.skipIf(skipped)('a batch for which a GPU has little memory', () => {
  it.each(CASES)(
    'has the loss, gradients and records of one that fits, to the bit: %s',
    { timeout: MINUTES },
    async (_, schedule, together, one) => {
      // Eleven examples are more than the eight gradient shards, so that some shards get two. 100 steps are three segments and a bit.
      const [whole, least, some] = await results(one, 11, 100, [Infinity, 1, together], schedule);
      expect(whole!.recomputations).toBe(0);
      expect(whole!.gradients.every((g) => g.some((each) => each !== 0))).toBe(true);
      // One example at a time, in segments of 32 steps; then all of them.
      expect(least!.recomputations).toBe(11 * 4);
      expect([2, 3, 4]).toContain(some!.recomputations);
      for (const { result, gradients } of [least!, some!]) {
        expect(gradients).toEqual(whole!.gradients);
        expect(result).toEqual(whole!.result);
      }
    },
  );

  it('runs a trial of 2000 steps in many segments, to the same bits', { timeout: MINUTES }, async () => {
    const [whole, least] = await results(layers(lif(), ssgd(), 'step', 0.7), 1, 2000, [Infinity, 1], 'example');
    expect(least!.recomputations).toBeGreaterThan(20);
    expect({ ...least!, recomputations: 0 }).toEqual(whole!);
  });

  it('leaves rules in online form as they are', { timeout: MINUTES }, async () => {
    const one = layers(lif(), eprop({ form: 'online' }));
    const [whole, least] = await results(one, 9, 40, [Infinity, 1], 'example');
    expect(least).toEqual(whole);
    expect(whole!.recomputations).toBe(0);
  });
});
