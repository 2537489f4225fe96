import type { SpikeBatch } from '@growcone/core';
import type { Examples } from './examples.ts';
import type { Session } from './session.ts';

/** Spikes of one population in one example. */
export interface Raster {
  /** Name of the population. */
  readonly population: string;
  /** Number of its neurons. */
  readonly neurons: number;
  /** Step and neuron of each spike; steps count from 1. */
  readonly spikes: readonly (readonly [step: number, neuron: number])[];
}

/** One example as the trained network sees it. */
export interface RasterExample {
  /** Number of steps. */
  readonly steps: number;
  /** Length of a step in ms. */
  readonly dt: number;
  /** Its class. */
  readonly label: number;
  /** The class that the network gives it. */
  readonly prediction: number;
  /** Which set it comes from. */
  readonly set: 'test' | 'validation';
  /** Input (unless it is currents) and hidden spikes. */
  readonly rasters: readonly Raster[];
}

/**
 * Shows the first test example to the network and keeps the spikes; the first of those held out if there are any.
 *
 * @param session - the trained network
 * @param examples - the data
 * @param dt - length of a step in ms
 */
export async function rasterOf(session: Session, examples: Examples, dt: number): Promise<RasterExample> {
  const { validation } = examples;
  const data = validation ?? (await examples.test());
  const batch = await data.batch(Uint32Array.of(0), 0);
  const { spikes, predictions } = await session.evaluate(batch);
  const input = batch['input'] as SpikeBatch | Float32Array;
  const hidden = session.simulation.network.populations.flatMap(({ name: population, size: neurons }) => {
    const recorded = spikes[population];
    return recorded ? [{ population, neurons, recorded }] : [];
  });
  return {
    steps: hidden[0]?.recorded.steps ?? 0,
    dt,
    label: (batch['output'] as Uint32Array)[0] as number,
    prediction: predictions[0] as number,
    set: validation ? 'validation' : 'test',
    rasters: [
      ...('offsets' in input ? [{ population: 'input', neurons: examples.channels, spikes: listed(input) }] : []),
      ...hidden.map(({ population, neurons, recorded }) => ({ population, neurons, spikes: listed(recorded) })),
    ],
  };
}

/** Spikes of the first example of a batch. */
function listed({ steps, offsets, neurons }: SpikeBatch): Raster['spikes'] {
  const spikes: [number, number][] = [];
  for (let t = 1; t <= steps; t++) {
    for (let i = offsets[t - 1] as number; i < (offsets[t] as number); i++) spikes.push([t, neurons[i] as number]);
  }
  return spikes;
}
