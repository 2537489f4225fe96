import type { ArraySpec, Plan } from '@growcone/core';
import type { Check } from './job.ts';
import { padded, rowElements } from './layout.ts';
import type { ProgramMemory } from './program-memory.ts';

/**
 * What of an array must be finite: its values, and none of the padding between them.
 *
 * @param memory - the program's memory
 * @param plan - the plan
 * @param spec - the array
 * @param address - where it starts, for example 0
 * @param perExample - added per example
 * @param steps - steps that it holds
 */
export function finiteCheck(
  memory: ProgramMemory,
  plan: Plan,
  spec: ArraySpec,
  address: number,
  perExample: number,
  steps: number,
): Check {
  const infinite = typeof spec.initial === 'number' && !Number.isFinite(spec.initial);
  const what = { array: spec.id, address, perExample, infinite };
  if (spec.over.per !== 'synapse') {
    const stride = rowElements(plan, spec);
    const elements = memory.values(spec);
    return { ...what, bytes: 4 * stride * steps, rows: steps, stride, elements, joined: false };
  }
  const dense = memory.stores[spec.over.store]?.dense;
  const slots = memory.elements(spec);
  const shape = dense
    ? { rows: dense.preSize, stride: padded(dense.postSize), elements: dense.postSize }
    : { rows: 1, stride: 0, elements: slots };
  return { ...what, bytes: 16 * Math.ceil(slots / 4), ...shape, joined: true };
}
