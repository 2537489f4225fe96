import type { ArraySpec, Plan } from '@growcone/core';
import { arrivalFields, arrivalWords, type Arrivals } from '../wgsl/arrivals.ts';
import type { ExamplesCode } from './examples-code.ts';
import { itemOf } from './memory.ts';
import type { Share } from './segment-choice.ts';

/** Where state and spikes of one example lie within its part of the buffers. */
export interface ExampleLayout {
  /** Start of each array, of each population's spikes, and of the checkpoints, by the name of the shader's number. */
  readonly starts: ReadonlyMap<string, number>;
  /** Numbers of an example's state. */
  readonly stride: number;
  /** Words of an example's spikes. */
  readonly spikeStride: number;
  /** Steps for which spikes have room. */
  readonly rows: number;
  /** Of these, steps before the run. */
  readonly past: number;
  /** Steps for which 'all' arrays have room; step t lies in row (t − 1) mod this. */
  readonly window: number;
  /** Numbers of a checkpoint: the first of the state. */
  readonly checkpoint: number;
}

/** What a layout is made for. */
export interface LayoutInput {
  /** Arrays of an example. */
  readonly state: readonly ArraySpec[];
  /** Of these, arrays that checkpoints hold. */
  readonly saved: readonly number[];
  /** Number of checkpoints. */
  readonly checkpoints: number;
  /** Steps for which 'all' arrays have room. */
  readonly window: number;
  /** Its spikes. */
  readonly spikes: SpikeRoom;
}

/** What spikes of an example need room for. */
export interface SpikeRoom {
  /** Steps before the run whose spikes are needed. */
  readonly past: number;
  /** Steps of the run and after it. */
  readonly steps: number;
  /** Arriving spikes that are listed. */
  readonly listed: readonly Arrivals[];
}

/** Numbers of an array in one step. @param spec - the array */
export type Elements = (spec: ArraySpec) => number;

/**
 * Lays out an example.
 *
 * @param plan - the plan
 * @param code - the code that will run
 * @param input - what it is made for
 * @param elements - numbers of one step of an array
 */
export function exampleLayout(
  plan: Plan,
  code: Pick<ExamplesCode, 'spiking' | 'trains'>,
  { state, saved, checkpoints, window, spikes }: LayoutInput,
  elements: Elements,
): ExampleLayout {
  const starts = new Map<string, number>();
  let stride = 0;
  const place = (specs: readonly ArraySpec[]): void => {
    for (const spec of specs) {
      starts.set(itemOf(spec.id), stride);
      stride += elements(spec) * (spec.steps === 'all' ? window : spec.steps);
    }
  };
  place(state.filter(({ id }) => saved.includes(id)));
  const checkpoint = stride;
  place(state.filter(({ id }) => !saved.includes(id)));
  starts.set('checkpoints', stride);
  stride += checkpoints * checkpoint;
  const { past, steps } = spikes;
  const spikeStride = placeSpikes(plan, code, spikes, starts);
  return { starts, stride, spikeStride, rows: past + steps, past, window, checkpoint };
}

/** What an example needs of its state's arrays. @param state - the arrays @param elements - numbers of one step of an array */
export function shareOf(state: readonly ArraySpec[], elements: Elements): Share {
  return {
    state: sumOf(state, (spec) => (spec.steps === 'all' ? 0 : spec.steps * elements(spec))),
    step: sumOf(state, (spec) => (spec.steps === 'all' ? elements(spec) : 0)),
  };
}

/** Words of an example's spikes. @param plan - the plan @param code - the code that will run @param room - what they need room for */
export const spikeWords = (plan: Plan, code: Pick<ExamplesCode, 'spiking' | 'trains'>, room: SpikeRoom): number =>
  placeSpikes(plan, code, room, new Map());

function placeSpikes(
  plan: Plan,
  { spiking, trains }: Pick<ExamplesCode, 'spiking' | 'trains'>,
  { past, steps, listed }: SpikeRoom,
  starts: Map<string, number>,
): number {
  const rows = past + steps;
  let stride = 0;
  for (const id of spiking) {
    const { size } = plan.populations[id];
    starts.set(`raster${id}`, stride);
    stride += rows * Math.ceil(size / 32);
    if (!trains.includes(id)) continue;
    starts.set(`trains${id}`, stride);
    stride += size * Math.ceil(rows / 32);
  }
  for (const arrivals of listed) {
    const { pre, post } = plan.stores[arrivals.store];
    starts.set(arrivalFields(arrivals).start, stride);
    stride += arrivalWords(plan.populations[pre].size, plan.populations[post].size);
  }
  return stride;
}

const sumOf = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((sum, one) => sum + of(one), 0);
