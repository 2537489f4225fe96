import type { Kernel, Op, Plan } from '@growcone/core';

/** One array that a kernel reads, and how many steps ago. */
export interface Read {
  /** The array. */
  readonly array: number;
  /** Steps into the past; negative: into the future. */
  readonly lag: number;
}

/** One array that a kernel writes. */
export interface Written {
  /** The array. */
  readonly array: number;
  /** Whether every element of the step gets a new value whatever was there. */
  readonly replaced: boolean;
}

/** The arrays a kernel reads. @param kernel - the kernel */
export const readsOf = (kernel: Kernel): readonly Read[] =>
  kernel.nodes.flatMap((node) => (node.op === 'read' ? [{ array: node.array, lag: node.lag }] : []));

/** The arrays a kernel writes. @param kernel - the kernel */
export function writesOf(kernel: Kernel): readonly Written[] {
  switch (kernel.shape) {
    case 'reduce':
      return [{ array: kernel.into, replaced: !kernel.add }];
    case 'spikes':
    case 'post-spikes':
      return kernel.writes.map(({ array }) => ({ array, replaced: false }));
    case 'rows':
      return kernel.writes.map(({ array, add }) => ({ array, replaced: !add && kernel.where === undefined }));
    default:
      return kernel.writes.map(({ array, add }) => ({ array, replaced: !add }));
  }
}

/** A kernel at its place in a list of ops. */
export interface Placed {
  /** The kernel. */
  readonly kernel: Kernel;
  /** Whether it runs in every step. */
  readonly always: boolean;
}

/** All kernels of a list of ops in order, those inside `every` marked. @param plan - the plan @param ops - the list */
export function kernelsOf(plan: Plan, ops: readonly Op[], always: boolean = true): readonly Placed[] {
  return ops.flatMap((op): readonly Placed[] => {
    switch (op.op) {
      case 'run':
        return [{ kernel: plan.kernels[op.kernel]!, always }];
      case 'every':
        return kernelsOf(plan, op.body, always && op.steps === 1);
      case 'examples':
        return kernelsOf(plan, op.body, always);
      case 'forward':
        return [...kernelsOf(plan, op.body, always), ...kernelsOf(plan, op.flushBody, false)];
      case 'reverse':
        return [...kernelsOf(plan, op.recompute, always), ...kernelsOf(plan, op.body, always)];
      default:
        return [];
    }
  });
}

/** Populations whose spikes a kernel reads as 0 or 1, also when it replays them. @param kernel - the kernel */
const marksReadBy = (kernel: Kernel): readonly number[] =>
  kernel.nodes.flatMap((node) => {
    if (node.op === 'spiked') return [node.population];
    return node.op === 'fired' && kernel.shape === 'neurons' ? [kernel.population] : [];
  });

/** Populations whose spikes some kernel reads as 0 or 1. @param plan - the plan */
export const marksRead = (plan: Plan): ReadonlySet<number> => new Set(plan.kernels.flatMap(marksReadBy));

/** Populations whose spikes a kernel reads in any way. @param plan - the plan @param kernel - the kernel */
export function spikesReadBy(plan: Plan, kernel: Kernel): readonly number[] {
  if (kernel.shape === 'spikes') return [...marksReadBy(kernel), plan.stores[kernel.store]!.pre];
  if (kernel.shape === 'post-spikes') return [...marksReadBy(kernel), plan.stores[kernel.store]!.post];
  return marksReadBy(kernel);
}

/** Rows outside of steps 1 … T that reads of an array reach. */
export interface Margins {
  /** Rows before the first step. */
  readonly before: number;
  /** Rows after the last step. */
  readonly after: number;
}

/** How far the reads of each array reach outside of a trial. @param plan - the plan */
export function marginsOf(plan: Plan): readonly Margins[] {
  const margins = plan.arrays.map(() => ({ before: 0, after: 0 }));
  for (const { array, lag } of plan.kernels.flatMap(readsOf)) {
    const margin = margins[array]!;
    margin.before = Math.max(margin.before, lag);
    margin.after = Math.max(margin.after, -lag);
  }
  return margins;
}
