import type { Gpu } from '../gpu/gpu.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Drawings } from './drawings.ts';
import type { ProgramMemory } from './memory.ts';
import type { Sweeps } from './rewiring/sweeps.ts';

/** What changes the synapses of a program. */
export interface Rewirings {
  /** By rank, between batches. */
  readonly sweeps: Sweeps;
  /** By drawn pairs. */
  readonly drawings: Drawings;
}

/** Makes what a schedule rewires with. Only then is it loaded: a page of networks that do not rewire takes a fifth less. @param gpu - the GPU @param scheduled - the schedule @param memory - what they work on */
export async function loadRewirings(
  gpu: Gpu,
  scheduled: Schedule,
  memory: ProgramMemory,
): Promise<Rewirings | undefined> {
  if (scheduled.plan.rewirings.length === 0) return undefined;
  const [{ Sweeps }, { Drawings }] = await Promise.all([import('./rewiring/sweeps.ts'), import('./drawings.ts')]);
  const sweeps = await Sweeps.create(gpu, scheduled, memory);
  return { sweeps, drawings: await Drawings.create(gpu, scheduled.plan, memory) };
}
