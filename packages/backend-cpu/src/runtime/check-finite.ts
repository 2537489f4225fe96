import { type ArraySpec, NotFiniteError } from '@growcone/core';
import type { ProgramMemory } from './program-memory.ts';

/** Throws if a value of an array, such as a gradient, is not finite. @param memory - the memory @param array - the array @param tools - code that searches */
export function checkFinite(
  memory: ProgramMemory,
  array: ArraySpec,
  tools: Parameters<ProgramMemory['notFinite']>[1],
): void {
  const found = memory.notFinite(array, tools);
  if (!found) return;
  const { over, name: variable } = array;
  const where = over.per === 'synapse' ? memory.synapseAt(over.store, found.element) : {};
  throw new NotFiniteError({ variable, value: found.value, ...where });
}
