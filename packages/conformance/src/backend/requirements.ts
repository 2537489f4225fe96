import type { Op, Plan, Supports } from '@growcone/core';

/**
 * What a plan needs that a device does not support, by name; empty if the device supports all of it.
 *
 * @param plan - the plan
 * @param supports - what the device says
 */
export function unsupported(plan: Plan, supports: Supports): readonly string[] {
  const ops = Object.values(plan.entries).flatMap(everyOp);
  const formats = new Set(plan.stores.map((s) => s.format));
  const shapes = new Set(plan.kernels.map((k) => k.shape));
  return [
    ...[...formats].filter((f) => !supports.formats.includes(f)),
    ...[...shapes].filter((s) => !supports.shapes.includes(s)),
    ...(!supports.reverse && ops.some((o) => o.op === 'reverse') ? ['reverse'] : []),
    ...(!supports.rewiring && ops.some((o) => o.op === 'rewire') ? ['rewir'] : []),
    ...(!supports.continues && ops.some((o) => o.op === 'forward' && o.continues) ? ['continues'] : []),
  ];
}

function everyOp(ops: readonly Op[]): readonly Op[] {
  return ops.flatMap((op) => {
    if (op.op === 'examples' || op.op === 'every') return [op, ...everyOp(op.body)];
    if (op.op === 'forward') return [op, ...everyOp(op.body), ...everyOp(op.flushBody)];
    if (op.op === 'reverse') return [op, ...everyOp(op.recompute), ...everyOp(op.body)];
    return [op];
  });
}
