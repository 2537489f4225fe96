import type { Op, Plan } from '@growcone/core';

/** What ops touch, found from their kernels. */
export interface Effects {
  /** Arrays that are written, by id. */
  readonly written: ReadonlySet<number>;
  /** Arrays that are written in every step, not only in every n-th. */
  readonly writtenEachStep: ReadonlySet<number>;
  /** Arrays that are read, with the smallest and the largest lag. */
  readonly lags: ReadonlyMap<number, { readonly least: number; readonly most: number }>;
  /** Populations whose neurons fire. */
  readonly firing: ReadonlySet<number>;
  /** Populations whose spikes are read. */
  readonly spikesRead: ReadonlySet<number>;
  /** Kinds of ops. */
  readonly kinds: ReadonlySet<Op['op']>;
}

/**
 * What ops touch, with everything inside of them.
 *
 * @param plan - the plan
 * @param ops - the ops
 */
export function effectsOf(plan: Plan, ops: readonly Op[]): Effects {
  const written = new Set<number>();
  const writtenEachStep = new Set<number>();
  const lags = new Map<number, { least: number; most: number }>();
  const firing = new Set<number>();
  const spikesRead = new Set<number>();
  const kinds = new Set<Op['op']>();

  const visitKernel = (id: number, replay: boolean, always: boolean): void => {
    const kernel = plan.kernels[id];
    const targets = kernel.shape === 'reduce' ? [kernel.into] : kernel.writes.map((w) => w.array);
    for (const array of targets) {
      written.add(array);
      if (always) writtenEachStep.add(array);
    }
    if (kernel.shape === 'neurons' && kernel.fires !== undefined) (replay ? spikesRead : firing).add(kernel.population);
    if (kernel.shape === 'spikes') spikesRead.add(plan.stores[kernel.store].pre);
    if (kernel.shape === 'post-spikes') spikesRead.add(plan.stores[kernel.store].post);
    for (const node of kernel.nodes) {
      if (node.op === 'spiked') spikesRead.add(node.population);
      if (node.op !== 'read') continue;
      const { least, most } = lags.get(node.array) ?? { least: node.lag, most: node.lag };
      lags.set(node.array, { least: Math.min(least, node.lag), most: Math.max(most, node.lag) });
    }
  };
  const visit = (list: readonly Op[], always: boolean): void => {
    for (const op of list) {
      kinds.add(op.op);
      if (op.op === 'run') visitKernel(op.kernel, op.replay, always);
      else if (op.op === 'every') visit(op.body, false);
      else if (op.op === 'examples') visit(op.body, always);
      else if (op.op === 'forward') {
        visit(op.body, always);
        visit(op.flushBody, always);
      } else if (op.op === 'reverse') {
        visit(op.recompute, always);
        visit(op.body, always);
      }
    }
  };
  visit(ops, true);
  return { written, writtenEachStep, lags, firing, spikesRead, kinds };
}
