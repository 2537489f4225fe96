import type { Plan } from '@growcone/core';
import type * as parts from './live-parts.ts';

/** Writes what changes synapses from step to step. */
export type LiveParts = typeof parts;

/** Loads what writes a plan's changes of synapses within a sweep, and nothing where there are none. @param plan - the plan */
export async function loadLive({ kernels, rewirings }: Plan): Promise<LiveParts | undefined> {
  const draws = rewirings.some(({ kind }) => kind === 'attempts');
  const live = draws || kernels.some(({ shape }) => shape === 'post-spikes');
  return live ? import('./live-parts.ts') : undefined;
}
