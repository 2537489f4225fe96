import type { Plan } from '@growcone/core';
import type * as parts from './rewiring-parts.ts';

/** What changes the synapses of a program, and the stores that can be changed. */
export type RewiringParts = typeof parts;

/** Loads what a plan rewires with, and nothing where its synapses stay: a page of such networks is smaller. @param plan - the plan */
export async function loadRewiring(plan: Plan): Promise<RewiringParts | undefined> {
  const grows = plan.stores.some(({ format }) => format === 'growable-rows');
  return grows || plan.rewirings.length > 0 ? import('./rewiring-parts.ts') : undefined;
}
