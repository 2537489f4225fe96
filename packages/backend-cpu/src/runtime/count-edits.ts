import type { Plan } from '@growcone/core';
import type { Contexts } from './contexts.ts';
import type { ProgramMemory } from './program-memory.ts';

/**
 * Brings the stores up to date about what generated code has edited by itself.
 *
 * @param plan - the plan
 * @param memory - its memory
 * @param contexts - where generated code counts
 * @param rewired - synapses that came and went, by rewiring; added to
 */
export function countEdits(plan: Plan, memory: ProgramMemory, contexts: Contexts, rewired: number[]): void {
  for (const { id, kind, store } of plan.rewirings) {
    if (kind !== 'attempts') continue;
    for (const [thread, part] of memory.stores[store]!.parts.entries()) {
      const { gone, born } = contexts.takeEdits(id, thread);
      part.editable?.edited(born - gone);
      rewired[id] = (rewired[id] ?? 0) + gone + born;
    }
  }
}
