import { describe, expect, it } from 'vitest';
import { cpu } from '@growcone/backend-cpu';
import { allPairs, lif, lifPlan, spikeBatch } from './lif-plan.ts';

const INPUTS = 2;
const SIZE = 37;
const STEPS = 3000;

/** Every neuron fires in every step: fifty times more than there is room for at the start. */
async function saturated(threads: number, keepSpikes: boolean) {
  await using device = await cpu({ threads }).open();
  await using program = await device.load(lifPlan({ inputs: INPUTS, size: SIZE, alpha: 1, threshold: 1, keepSpikes }));
  await program.writeStore(0, allPairs(INPUTS, SIZE, 0.5));
  const everyStep = Array.from({ length: STEPS + 1 }, () => [0, 1]);
  const spikes = { 0: spikeBatch([everyStep, [], everyStep], STEPS) };
  return await program.run('evaluate', { size: 3, steps: STEPS, firstExample: 0, update: 0, spikes, values: {} });
}

describe.each([1, 2])('on %i thread(s)', (threads) => {
  it('makes room for spikes in the middle of a trial', async () => {
    const { spikes } = await saturated(threads, true);
    const { offsets, neurons } = spikes[1]!;
    // Nothing arrives in the first step.
    expect(neurons.length).toBe(2 * SIZE * (STEPS - 1));
    for (const example of [0, 2]) {
      const first = example * (STEPS + 1);
      const expected = offsets[first]!;
      for (let t = 1; t <= STEPS; t++) expect(offsets[first + t]).toBe(expected + SIZE * (t - 1));
    }
    expect(neurons.every((neuron, i) => neuron === i % SIZE)).toBe(true);
  });

  it('forgets spikes that nobody reads any more', async () => {
    const kept = await saturated(threads, true);
    const result = await saturated(threads, false);
    expect(result.spikes).toEqual({});
    expect(result.records[lif.vRecorded]).toEqual(kept.records[lif.vRecorded]);
  });
});
