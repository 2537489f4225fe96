import type { Plan, SpikeBatch } from '@growcone/core';
import type { Gpu } from '../gpu/gpu.ts';
import type { ExampleLayout } from './example-layout.ts';
import type { ExamplesCode } from './examples-code.ts';
import type { ProgramMemory } from './memory.ts';
import type { SpikeBits } from './spike-bits.ts';

/** Where examples are read from. */
export interface ExampleReads {
  /** The GPU. */
  readonly gpu: Gpu;
  /** The plan. */
  readonly plan: Plan;
  /** The program's memory. */
  readonly memory: ProgramMemory;
}

/**
 * Spikes of the last steps of a network that runs on, by population.
 *
 * @param reads - where they are read from
 * @param code - the code that ran
 * @param layout - where they lie
 * @param bits - makes lists of them
 * @param steps - steps of the run
 */
export async function recentSpikes(
  reads: ExampleReads,
  { spiking }: ExamplesCode,
  layout: ExampleLayout,
  bits: SpikeBits,
  steps: number,
): Promise<Readonly<Record<number, SpikeBatch>>> {
  const recent = spiking.map(async (id): Promise<readonly [number, SpikeBatch]> => {
    const { history } = reads.plan.populations[id];
    const rows = await readRows(reads, layout, id, layout.past + steps - history, history, 1);
    return [id, bits.batch(id, rows, history)];
  });
  return Object.fromEntries(await Promise.all(recent));
}

/**
 * Words of the spikes of a population in some steps, by example.
 *
 * @param reads - where they are read from
 * @param layout - where they lie
 * @param population - its id
 * @param first - first row of spikes
 * @param steps - how many
 * @param count - examples in work
 */
export async function readRows(
  { gpu, plan, memory }: ExampleReads,
  { starts, spikeStride }: ExampleLayout,
  population: number,
  first: number,
  steps: number,
  count: number,
): Promise<readonly Uint32Array[]> {
  const perStep = Math.ceil(plan.populations[population].size / 32);
  const start = (starts.get(`raster${population}`) ?? 0) + first * perStep;
  const parts = await readEach(gpu, memory.buffers.spikes.buffer, spikeStride, start, steps * perStep, count);
  return parts.map((part) => new Uint32Array(part));
}

/**
 * A stretch of each example's part of a buffer, one after another.
 *
 * @param gpu - the GPU
 * @param buffer - the buffer
 * @param stride - numbers of an example's part
 * @param start - first number within it
 * @param length - how many
 * @param count - examples in work
 */
export async function readEach(
  gpu: Gpu,
  buffer: GPUBuffer,
  stride: number,
  start: number,
  length: number,
  count: number,
): Promise<readonly ArrayBuffer[]> {
  const parts = Array.from({ length: count }, (_, e) => ({ offset: 4 * (e * stride + start), bytes: 4 * length }));
  return gpu.readParts(buffer, parts);
}
