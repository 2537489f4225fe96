import type { ArraySpec, Kernel, Op } from '@growcone/core';
import { targetsOf } from './put-off.ts';

/** One array that a kernel reads, and how many steps ago; negative: steps ahead. */
export interface Read {
  /** The array. */
  readonly array: number;
  /** Steps into the past. */
  readonly lag: number;
}

/** A kernel at its place in a list of ops. */
export interface Placed {
  /** The kernel. */
  readonly kernel: Kernel;
  /** Whether it runs in every step. */
  readonly always: boolean;
}

/** The kernels of a step in order, those marked that run in every step. @param kernels - all kernels @param ops - the step */
export const placedIn = (kernels: readonly Kernel[], ops: readonly Op[], always = true): readonly Placed[] =>
  ops.flatMap((op): readonly Placed[] => {
    if (op.op === 'run') return [{ kernel: kernels[op.kernel], always }];
    return op.op === 'every' ? placedIn(kernels, op.body, always && op.steps === 1) : [];
  });

/** The arrays that a kernel reads. @param kernel - the kernel */
export const readsOf = (kernel: Kernel): readonly Read[] =>
  kernel.nodes.flatMap((node) => (node.op === 'read' ? [{ array: node.array, lag: node.lag }] : []));

/** The arrays of which a kernel gives every element a new value, whatever was there. @param kernel - the kernel */
function replacedBy(kernel: Kernel): readonly number[] {
  switch (kernel.shape) {
    case 'reduce':
      return kernel.add ? [] : [kernel.into];
    case 'spikes':
    case 'post-spikes':
      return [];
    case 'rows':
      return kernel.where === undefined ? kernel.writes.filter((w) => !w.add).map((w) => w.array) : [];
    default:
      return kernel.writes.filter((w) => !w.add).map((w) => w.array);
  }
}

/** How the kernels of a step treat what arrays held before it. */
export interface Replacements {
  /** Arrays of which every element has a new value after the step. */
  readonly replaced: ReadonlySet<number>;
  /** Arrays of which it reads this step's value before it gave every element a new one. */
  readonly early: ReadonlySet<number>;
  /** Arrays whose value from before the step matters to it. */
  readonly carried: ReadonlySet<number>;
}

/** What a step replaces, and what it needs of the step before. @param arrays - all arrays @param placed - the kernels of the step */
export function replacementsOf(arrays: readonly ArraySpec[], placed: readonly Placed[]): Replacements {
  const written = placed.flatMap(({ kernel }) => targetsOf(kernel));
  // A step that adds to these starts them at zero.
  const replaced = new Set(written.filter((id) => arrays[id].accumulates));
  const early = new Set<number>();
  const carried = new Set<number>();
  for (const { kernel, always } of placed) {
    for (const { array, lag } of readsOf(kernel)) {
      if (lag === 0 && !replaced.has(array)) early.add(array);
      if (lag !== 0 || !replaced.has(array)) carried.add(array);
    }
    const whole = new Set(always ? replacedBy(kernel) : []);
    for (const array of targetsOf(kernel)) {
      if (whole.has(array)) replaced.add(array);
      else if (!replaced.has(array)) carried.add(array);
    }
  }
  return { replaced, early, carried };
}
