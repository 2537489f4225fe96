import type { Kernel, Plan } from '@growcone/core';
import { readsOf } from './access.ts';
import type { StepOp } from './phase.ts';
import { kernelIds, targetsOf } from './put-off.ts';

/**
 * A recomputation without kernels and writes that nothing needs.
 *
 * @param kernels - all kernels; receives those that write less than they did
 * @param ops - a step of the recomputation
 * @param wanted - arrays that it is there for
 */
export function leanRecompute(
  kernels: Kernel[],
  ops: Plan['entries'][string],
  wanted: Iterable<number>,
): readonly StepOp[] {
  const needed = new Set(wanted);
  const all = kernelIds(ops).map((id) => kernels[id]);
  for (let before = -1; before !== needed.size;) {
    before = needed.size;
    for (const kernel of all) {
      if (!targetsOf(kernel).some((id) => needed.has(id))) continue;
      for (const { array } of readsOf(kernel)) needed.add(array);
    }
  }
  return lean(kernels, ops as readonly StepOp[], needed);
}

function lean(kernels: Kernel[], ops: readonly StepOp[], needed: ReadonlySet<number>): readonly StepOp[] {
  return ops.flatMap((op): readonly StepOp[] => {
    if (op.op === 'every') return [{ ...op, body: lean(kernels, op.body as readonly StepOp[], needed) }];
    const kernel = kernels[op.kernel];
    const targets = targetsOf(kernel);
    if (!targets.some((id) => needed.has(id))) return [];
    if (kernel.shape === 'reduce' || targets.every((id) => needed.has(id))) return [op];
    const less = { ...kernel, writes: kernel.writes.filter(({ array }) => needed.has(array)) };
    return [{ ...op, kernel: kernels.push(less) - 1 }];
  });
}
