import { cpu } from '@growcone/backend-cpu';
import { GrowconeError } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { presets, RunningMap, topographicMap, type MapPreset } from '../src/index.ts';

const { knight2025 } = presets;

/** One source neuron that fires in every step, and one target neuron that it drives far beyond its threshold in every step. */
const driven = (dt: number, refractory: number): MapPreset => ({
  ...knight2025,
  side: 1,
  dt,
  neuron: { ...knight2025.neuron, refractory, vStartSd: 0 },
  // A spike per step.
  stimulus: { ...knight2025.stimulus, flat: 1000 / dt },
  // One step of a conductance of 1000 pulls from rest to −70 + 1000 · 70 (1 − e^(−dt/20)) mV: above the threshold of −54 mV for all dt
  // used here, and the conductance lasts.
  synapse: { ...knight2025.synapse, gMax: 1000 },
  // Both projections have the one synapse that they can have.
  rewiring: { ...knight2025.rewiring, feedforward: { peak: 1, sigma: 1 }, lateral: { peak: 1, sigma: 1 } },
});

/** Numbers of the steps in which the target fires. */
async function firing(preset: MapPreset, steps: number): Promise<number[]> {
  const map = topographicMap({ preset, seed: 1, plastic: false, rewiring: false, stimulus: 'uncorrelated' });
  map.network.record(map.target, { spikes: true });
  await using running = await RunningMap.start(map, cpu({ threads: 1 }));
  const times: number[] = [];
  for (let t = 1; t <= steps; t++) {
    const { spikes } = await running.live.advance(1);
    if (spikes['target']!.neurons.length > 0) times.push(t);
  }
  return times;
}

const intervals = (times: readonly number[]): number[] => times.slice(1).map((t, i) => t - times[i]!);

describe('the refractory period of a map', () => {
  it.each([
    // As published: 5 ms of 0.1 ms.
    [0.1, 5, 50],
    [1, 5, 5],
    // To the nearest whole number of steps.
    [2, 5, 3],
    [3, 5, 2],
    // A step as long as the period, and longer than it: one step, which is none.
    [5, 5, 1],
    [8, 5, 1],
    [20, 5, 1],
    [1, 0, 1],
  ])('with steps of %f ms and a period of %f ms lasts %i steps', async (dt, refractory, steps) => {
    const times = await firing(driven(dt, refractory), 4 * steps + 3);
    // The spike of step 1 arrives in step 2, and the conductance acts in the same step.
    expect(times[0]).toBe(2);
    expect(new Set(intervals(times))).toEqual(new Set([steps]));
    expect(times.length).toBeGreaterThanOrEqual(4);
  });

  it('is refused if it is negative', () => {
    const preset = { ...knight2025, neuron: { ...knight2025.neuron, refractory: -5 } };
    expect(() => topographicMap({ preset, seed: 1 })).toThrow(GrowconeError);
    expect(() => topographicMap({ preset, seed: 1 })).toThrow('-5');
  });
});
