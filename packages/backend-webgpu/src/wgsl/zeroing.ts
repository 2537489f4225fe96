import type { ArraySpec } from '@growcone/core';
import type { StepOp } from '../schedule/phase.ts';
import { kernelIds, targetsOf } from '../schedule/put-off.ts';
import { place } from './arrays.ts';
import { elements, type Site } from './site.ts';

/** Arrays that are set to zero at the start of a step, because spikes or sums accumulate in them. @param site - where the step is printed @param body - the step */
export function zeroedArrays({ plan, kept, sweep }: Site, body: readonly StepOp[]): readonly ArraySpec[] {
  if (sweep === 'none') return [];
  const written = new Set(kernelIds(body).flatMap((id) => targetsOf(plan.kernels[id])));
  return plan.arrays.filter(
    ({ id, accumulates, lifetime, steps }) =>
      accumulates &&
      // Where a network runs on, its state is shared.
      (lifetime === 'example' || lifetime === 'shared') &&
      written.has(id) &&
      (steps !== 'all' || (kept(id) && sweep !== 'flush')),
  );
}

/** Statements that set an array to zero. @param site - where they stand @param spec - the array */
export const zeroStatements = (site: Site, spec: ArraySpec): string[] => [
  `for (var i = lane; i < ${elements(site, spec)}; i += lanes) { ${place(site, spec, 'i', 't')} = 0.0f; }`,
];
