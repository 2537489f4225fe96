import type { SpikeBatch } from '@growcone/core';
import { LateEventError } from './bin.ts';
import { requireInteger, requireNumber, requirePositive } from './dataset-option-error.ts';
import { stepAt } from './step-at.ts';

/** How times are cut into steps. */
export interface SpikesAtOptions {
  /** Length of a step in ms, that of the network. */
  readonly dt: number;
  /** Number of steps of every example. */
  readonly steps: number;
}

/**
 * A batch of spikes from their times, for a few spikes that are written by hand: `spikesAt([[[0, 10], [3, 12.5]]], { dt: 1, steps: 50 })`
 * is one example, in which neuron 0 spikes at 10 ms and neuron 3 at 12.5 ms. As in `bin`, time t is in step ⌊t / dt⌋ from 0, and
 * several spikes of a neuron in one step are one.
 *
 * @param examples - for each example a list of neuron and time in ms, in any order
 * @param options - length and number of steps
 */
export function spikesAt(
  examples: readonly (readonly (readonly [neuron: number, time: number])[])[],
  { dt, steps }: SpikesAtOptions,
): SpikeBatch {
  requirePositive('spikesAt', 'dt', dt, 'ms');
  requireInteger('spikesAt', 'steps', steps, { min: 1 });
  const offsets: number[] = [];
  const neurons: number[] = [];
  examples.forEach((spikes, example) => {
    const bySteps = Array.from({ length: steps }, () => new Set<number>());
    for (const [neuron, time] of spikes) {
      requireInteger('spikesAt', 'neuron', neuron, { min: 0 });
      requireNumber('spikesAt', 'time', time, { min: 0, unit: 'ms' });
      const step = stepAt(time, dt);
      if (step >= steps) throw new LateEventError('spikesAt', example, time, steps * dt);
      bySteps[step].add(neuron);
    }
    for (const step of bySteps) {
      offsets.push(neurons.length);
      for (const neuron of [...step].sort((a, b) => a - b)) neurons.push(neuron);
    }
    offsets.push(neurons.length);
  });
  return { size: examples.length, steps, offsets: Uint32Array.from(offsets), neurons: Uint32Array.from(neurons) };
}
