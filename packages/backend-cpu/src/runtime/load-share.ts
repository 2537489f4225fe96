import type { Plan } from '@growcone/core';
import { SHARED_ENTRY, type Share } from './share.ts';
import type * as parts from './share-parts.ts';

/** How threads share a network, and what they need for it. */
export interface LoadedShare extends Share {
  /** What they need. */
  readonly parts: typeof parts;
}

/**
 * How threads share a network that runs on; undefined if they do not. What they need is loaded only where the network is large enough.
 *
 * @param plan - the plan
 * @param threads - how many there are
 * @param least - number of neurons from which a network is shared
 */
export async function loadShare(plan: Plan, threads: number, least: number): Promise<LoadedShare | undefined> {
  const neurons = plan.populations.reduce((sum, { size }) => sum + size, 0);
  if (threads < 2 || neurons < least || !plan.entries[SHARED_ENTRY]) return undefined;
  const parts = await import('./share-parts.ts');
  const share = parts.shareOf(plan, threads, least);
  return share && { ...share, parts };
}
