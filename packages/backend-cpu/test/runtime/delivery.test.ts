import { afterEach, describe, expect, it } from 'vitest';
import type { Device, Program, TrialInput, TrialResult } from '@growcone/core';
import { cpu, type CpuOptions } from '@growcone/backend-cpu';
import { allPairs, lif, lifPlan, spikeBatch, type LifOptions } from './lif-plan.ts';

const devices: Device[] = [];
afterEach(async () => {
  for (const device of devices.splice(0)) await device[Symbol.asyncDispose]();
});

async function open(options: LifOptions, cpuOptions: CpuOptions = { threads: 1 }): Promise<Program> {
  const device = await cpu(cpuOptions).open();
  devices.push(device);
  return device.load(lifPlan(options));
}

const trial = (spikes: TrialInput['spikes'][number]): TrialInput => ({
  size: spikes.size,
  steps: spikes.steps,
  firstExample: 0,
  update: 0,
  spikes: { 0: spikes },
  values: {},
});

const potentials = (result: TrialResult): Float32Array => result.records[lif.vRecorded] as Float32Array;

describe('a leaky integrate-and-fire population', () => {
  it('decays to 1/e after one membrane time constant', async () => {
    const program = await open({ inputs: 1, size: 3, alpha: Math.exp(-1 / 20), threshold: 2, initial: 1 });
    const result = await program.run('evaluate', trial(spikeBatch([[]], 20)));
    // 20 roundings of relative size 2^-24 each.
    for (const v of result.outputs[lif.vAtEnd]!) expect(v).toBeCloseTo(Math.exp(-1), 5);
  });

  it.each([1, 2, 5])('receives a weight %i steps after the spike', async (delay) => {
    const program = await open({ inputs: 2, size: 6, delay, alpha: 0.5, threshold: 1000 });
    await program.writeStore(
      0,
      allPairs(2, 6, (pre, post) => 1 + pre * 10 + post),
    );
    const result = await program.run('evaluate', trial(spikeBatch([[[], [], [0], [1]]], 9)));
    // Powers of two: every value is exact.
    const since = (w: number, age: number): number => (age < 0 ? 0 : w * 0.5 ** age);
    const expected = Array.from({ length: 9 * 6 }, (_, i) => {
      const [t, post] = [1 + Math.floor(i / 6), i % 6];
      return since(1 + post, t - 2 - delay) + since(11 + post, t - 3 - delay);
    });
    expect([...potentials(result)]).toEqual(expected);
  });

  it('fires at the threshold and subtracts it', async () => {
    const program = await open({ inputs: 1, size: 5, alpha: 1, threshold: 1 });
    await program.writeStore(0, allPairs(1, 5, 0.5));
    const steps = 8;
    const everyStep = Array.from({ length: steps + 1 }, () => [0]);
    const { spikes } = await program.run('evaluate', trial(spikeBatch([everyStep], steps)));
    // Half a threshold arrives in every step from the second on: a spike in every second one.
    expect([...spikes[1]!.offsets]).toEqual([0, 0, 0, 5, 5, 10, 10, 15, 15]);
    expect([...spikes[1]!.neurons.subarray(0, 5)]).toEqual([0, 1, 2, 3, 4]);
  });

  it('adds the bias that was written', async () => {
    const program = await open({ inputs: 1, size: 3, alpha: 1, threshold: 100 });
    await program.write(lif.bias, Float32Array.of(1, 2, 3));
    expect([...(await program.read(lif.bias))]).toEqual([1, 2, 3]);
    const result = await program.run('evaluate', trial(spikeBatch([[]], 4)));
    expect([...result.outputs[lif.vAtEnd]!]).toEqual([4, 8, 12]);
  });
});

describe.each(['dense', 'rows', 'growable-rows'] as const)('a projection stored as %s', (format) => {
  it('gives back the synapses that were written', async () => {
    const program = await open({ inputs: 3, size: 5, format });
    const snapshot = allPairs(3, 5, (pre, post) => pre + post / 8);
    await program.writeStore(0, snapshot);
    const { pre, post, variables } = await program.readStore(0);
    expect({ pre, post, w: variables['w'] }).toEqual({
      pre: snapshot.pre,
      post: snapshot.post,
      w: snapshot.variables['w'],
    });
  });

  it('delivers over the pairs that are connected, and over no other', async () => {
    const program = await open({ inputs: 3, size: 5, format, threshold: 100 });
    await program.writeStore(0, {
      pre: Uint32Array.of(0, 0, 2),
      post: Uint32Array.of(1, 4, 0),
      variables: { w: Float32Array.of(1, 2, 4) },
    });
    const result = await program.run('evaluate', trial(spikeBatch([[[], [0, 1, 2]]], 2)));
    expect([...potentials(result).subarray(5)]).toEqual([4, 1, 0, 0, 2]);
  });

  it('holds a larger network after a smaller one', async () => {
    const program = await open({ inputs: 60, size: 50, format, threshold: 1e9 });
    const input = trial(spikeBatch([[[], Array.from({ length: 60 }, (_, i) => i)]], 2));
    for (const posts of [1, 50]) {
      await program.writeStore(0, {
        pre: Uint32Array.from({ length: 60 * posts }, (_, i) => Math.floor(i / posts)),
        post: Uint32Array.from({ length: 60 * posts }, (_, i) => i % posts),
        variables: { w: new Float32Array(60 * posts).fill(1) },
      });
      const v = potentials(await program.run('evaluate', input)).subarray(50);
      expect([v[0], v[49]]).toEqual([60, posts === 50 ? 60 : 0]);
    }
  });
});

describe('a batch', () => {
  it('keeps its examples apart and in order', async () => {
    const program = await open({ inputs: 4, size: 4, threshold: 100, alpha: 1 }, { threads: 2 });
    await program.writeStore(
      0,
      allPairs(4, 4, (pre, post) => (pre === post ? 1 : 0)),
    );
    const size = 9;
    const examples = Array.from({ length: size }, (_, e) => Array.from({ length: e + 1 }, () => [e % 4]));
    const result = await program.run('evaluate', trial(spikeBatch(examples, 20)));
    const v = result.outputs[lif.vAtEnd]!;
    for (let e = 0; e < size; e++) {
      // Example e has e spikes of neuron e mod 4, in steps 1 … e.
      expect([...v.subarray(4 * e, 4 * e + 4)]).toEqual([0, 1, 2, 3].map((n) => (n === e % 4 ? e : 0)));
    }
  });

  it('may be larger or smaller, longer or shorter than the one before', async () => {
    const program = await open({ inputs: 1, size: 3, threshold: 1e9, alpha: 1 }, { threads: 2 });
    await program.writeStore(0, allPairs(1, 3, 1));
    for (const [size, steps] of [
      [1, 5],
      [40, 300],
      [3, 7],
      [2, 900],
    ] as const) {
      const examples = Array.from({ length: size }, () => Array.from({ length: steps + 1 }, () => [0]));
      const result = await program.run('evaluate', trial(spikeBatch(examples, steps)));
      expect([...result.outputs[lif.vAtEnd]!]).toEqual(new Array(3 * size).fill(steps - 1));
      expect(potentials(result).length).toBe(3 * size * steps);
    }
  });
});
