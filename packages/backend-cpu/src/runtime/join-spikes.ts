import type { SpikeBatch } from '@growcone/core';
import type { ExampleSpikes } from './job.ts';

/** Joins the spikes of examples into one batch per population. @param parts - in any order @param size - number of examples @param steps - number of steps */
export function joinSpikes(
  parts: readonly ExampleSpikes[],
  size: number,
  steps: number,
): Readonly<Record<number, SpikeBatch>> {
  const byPopulation = new Map<number, ExampleSpikes[]>();
  for (const part of parts) {
    const own = byPopulation.get(part.population);
    if (own) own.push(part);
    else byPopulation.set(part.population, [part]);
  }
  const batches = [...byPopulation].map(([population, examples]): [number, SpikeBatch] => {
    const offsets = new Uint32Array(size * (steps + 1));
    const neurons = new Uint32Array(examples.reduce((sum, { neurons: own }) => sum + own.length, 0));
    let at = 0;
    for (const { example, offsets: own, neurons: spikes } of examples.sort((a, b) => a.example - b.example)) {
      offsets.set(
        own.map((offset) => offset + at),
        example * (steps + 1),
      );
      neurons.set(spikes, at);
      at += spikes.length;
    }
    return [population, { size, steps, offsets, neurons }];
  });
  return Object.fromEntries(batches);
}
