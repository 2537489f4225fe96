import { PLAN_VERSION, type ArraySpec, type Kernel, type Plan } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { between, kernelRows } from '../src/gpu/kernel-times.ts';
import { spikesPerStep, trafficOf } from '../src/gpu/traffic.ts';

const [V, ARRIVED, H, W, G] = [0, 1, 2, 3, 4];
const array = (id: number, rest: Partial<ArraySpec>): ArraySpec => ({
  id,
  name: `array ${id}`,
  over: { per: 'neuron', population: 1 },
  lifetime: 'example',
  steps: 1,
  initial: 0,
  accumulates: false,
  ...rest,
});
const read = (id: number, at: 'neuron' | 'post' | 'synapse', lag = 0) => ({ op: 'read', array: id, at, lag }) as const;
const synapses = { over: { per: 'synapse', store: 0 } } as const;

/** 10 inputs onto 4 neurons, in the given storage. */
function plan(format: 'dense' | 'rows'): Plan {
  const kernels: Kernel[] = [
    {
      shape: 'spikes',
      name: 'deliver',
      store: 0,
      delay: 1,
      nodes: [read(W, 'synapse')],
      writes: [{ array: ARRIVED, node: 0, add: true }],
    },
    {
      shape: 'neurons',
      name: 'update',
      population: 1,
      nodes: [read(V, 'neuron'), read(V, 'neuron'), read(ARRIVED, 'neuron')],
      writes: [
        { array: V, node: 0, add: false },
        { array: H, node: 0, add: false },
      ],
    },
    {
      shape: 'spikes',
      name: 'gradient',
      store: 0,
      delay: 1,
      nodes: [read(H, 'post')],
      writes: [{ array: G, node: 0, add: true }],
    },
  ];
  const run = (kernel: number) => ({ op: 'run', kernel, replay: false }) as const;
  return {
    version: PLAN_VERSION,
    dt: 1,
    key: [0, 0],
    populations: [
      { id: 0, name: 'input', size: 10, spikes: 'input', history: 1 },
      { id: 1, name: 'cells', size: 4, spikes: 'never', history: 0 },
    ],
    arrays: [
      array(V, {}),
      array(ARRIVED, { accumulates: true }),
      array(H, { steps: 'all' }),
      array(W, { ...synapses, lifetime: 'shared' }),
      array(G, { ...synapses, lifetime: 'shard' }),
    ],
    stores: [{ id: 0, name: 'in', pre: 0, post: 1, format, delay: 1, variables: [], columns: false, autapses: true }],
    kernels,
    rewirings: [],
    observed: { arrays: [], spikes: [] },
    entries: {
      evaluate: [
        {
          op: 'examples',
          body: [{ op: 'forward', body: [run(0), run(1)], keep: [], keepSpikes: [], flush: 0, flushBody: [] }],
        },
      ],
      trial: [
        {
          op: 'examples',
          body: [
            { op: 'forward', body: [run(0), run(1)], keep: [H], keepSpikes: [], flush: 0, flushBody: [] },
            { op: 'reverse', recompute: [], body: [{ op: 'every', steps: 2, body: [run(2)] }] },
          ],
        },
      ],
    },
  };
}

describe('what a sweep has to move', () => {
  const spikes = [5, 0];

  it('is every value of a neuron that a kernel reads and writes, and the synapses that spikes reach', () => {
    // 5 of 10 inputs fire, so half of 40 synapses are reached: 20 weights, 4 sums read and written. Then V and the sums are read, V and
    // H written: 4 × 4 numbers.
    const forward = 4 * (20 + 4 + 4 + 4 * 4);
    // Every second step: H of 4 neurons, 20 gradients read and written.
    const reverse = (4 * (4 + 20 + 20)) / 2;
    expect(trafficOf(plan('dense'), 'trial', { synapses: [40], spikes })).toEqual({ forward, reverse });
  });

  it('has the other end of a synapse where it is not dense, and nothing that is not kept', () => {
    // 20 of 40 pairs have a synapse, of which half are reached: 10 weights with their index; H is not written.
    const forward = 4 * (10 + 10 + 4 + 4 + 4 * 3);
    expect(trafficOf(plan('rows'), 'evaluate', { synapses: [20], spikes })).toEqual({ forward, reverse: 0 });
  });

  it('counts spikes per step and example', () => {
    const batch = { size: 2, steps: 3, offsets: new Uint32Array(8), neurons: new Uint32Array(12) };
    expect(spikesPerStep(batch)).toBe(2);
  });
});

describe('times of shaders', () => {
  it('are those between two readings, with the longest first and shares of the total', () => {
    const before = new Map([['a', { calls: 2, milliseconds: 10 }]]);
    const after = new Map([
      ['a', { calls: 4, milliseconds: 11 }],
      ['b', { calls: 1, milliseconds: 3 }],
    ]);
    expect(between(before, before).size).toBe(0);
    expect(kernelRows({ scale: 1 }, between(before, after))).toEqual([
      { scale: 1, shader: 'b', calls: 1, totalMs: 3, usPerCall: 3000, sharePercent: 75 },
      { scale: 1, shader: 'a', calls: 2, totalMs: 1, usPerCall: 500, sharePercent: 25 },
    ]);
  });
});
