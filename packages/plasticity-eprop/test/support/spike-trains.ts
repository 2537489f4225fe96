import type { SpikeBatch } from '@growcone/core';
import { uniformDraws } from './small-net.ts';

/** Random spikes: every neuron fires in every step with the same probability. */
export function randomSpikes(
  size: number,
  steps: number,
  neurons: number,
  probability: number,
  seed: number,
): SpikeBatch {
  const draw = uniformDraws(seed);
  const offsets: number[] = [];
  const spikes: number[] = [];
  for (let example = 0; example < size; example++) {
    for (let step = 1; step <= steps; step++) {
      offsets.push(spikes.length);
      for (let i = 0; i < neurons; i++) if (draw() < probability) spikes.push(i);
    }
    offsets.push(spikes.length);
  }
  return { size, steps, offsets: Uint32Array.from(offsets), neurons: Uint32Array.from(spikes) };
}
