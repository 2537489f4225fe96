import type { ArraySpec, Kernel, Op, Plan, SpikesKernel, StoreSpec } from '@growcone/core';
import type { StepOp } from './phase.ts';

/** A plan that grows. */
export interface Draft {
  /** Its arrays. */
  readonly arrays: ArraySpec[];
  /** Its stores. */
  readonly stores: StoreSpec[];
  /** Its kernels. */
  readonly kernels: Kernel[];
}

/** A reverse sweep without the gradients that can wait for its end. */
export interface PutOff {
  /** What is left of a step. */
  readonly body: readonly StepOp[];
  /** The gradients. */
  readonly gathers: readonly SpikesKernel[];
}

/**
 * Takes kernels that only add to gradients out of a reverse sweep. What they read of the step they were in is kept step by step in
 * arrays of its own, which a neurons kernel in their place fills; so they can run when the sweep is over, over all steps at once.
 *
 * @param plan - the plan
 * @param draft - receives the arrays and kernels
 * @param op - the sweep
 */
export function putOffGradients(plan: Plan, draft: Draft, op: Extract<Op, { readonly op: 'reverse' }>): PutOff {
  const written = new Set(kernelIds(op.body).flatMap((id) => targetsOf(plan.kernels[id])));
  const body: StepOp[] = [];
  const gathers: SpikesKernel[] = [];
  /** Copies by array and lag, as long as the array is not written again. */
  const copies = new Map<string, number>();

  const copyOf = (array: number, lag: number): number => {
    const key = `${array} ${lag}`;
    const known = copies.get(key);
    if (known !== undefined) return known;
    const { name, over } = plan.arrays[array];
    const id = draft.arrays.length;
    draft.arrays.push({
      id,
      name: `${name} by step`,
      over,
      lifetime: 'example',
      steps: 'all',
      initial: 0,
      accumulates: false,
    });
    if (over.per !== 'neuron') throw new RangeError(`'${name}' is not over neurons`);
    const kernel = draft.kernels.push({
      shape: 'neurons',
      name: `${name} by step`,
      population: over.population,
      nodes: [{ op: 'read', array, at: 'neuron', lag }],
      writes: [{ array: id, node: 0, add: false }],
    });
    body.push({ op: 'run', kernel: kernel - 1, replay: true });
    copies.set(key, id);
    return id;
  };

  for (const step of op.body as readonly StepOp[]) {
    const kernel = step.op === 'run' ? plan.kernels[step.kernel] : undefined;
    if (kernel?.shape === 'spikes' && canWait(plan, kernel)) {
      const nodes = kernel.nodes.map((node) =>
        node.op === 'read' && changes(plan, node.array, written)
          ? { ...node, array: copyOf(node.array, node.lag), lag: 0 }
          : node,
      );
      gathers.push({ ...kernel, nodes });
      continue;
    }
    body.push(step);
    for (const id of kernelIds([step])) {
      for (const array of targetsOf(plan.kernels[id])) {
        for (const key of copies.keys()) if (key.startsWith(`${array} `)) copies.delete(key);
      }
    }
  }
  return { body, gathers };
}

/** Whether a read of an array after the sweep would see something else than in its step. */
function changes(plan: Plan, array: number, written: ReadonlySet<number>): boolean {
  const { lifetime, steps } = plan.arrays[array];
  return lifetime === 'example' && (steps !== 'all' || written.has(array));
}

/** Whether a kernel only adds to gradients, from values that can be kept by neuron. */
function canWait(plan: Plan, { nodes, writes }: SpikesKernel): boolean {
  const gradients = writes.every(
    ({ array, add }) => add && plan.arrays[array].lifetime === 'shard' && plan.arrays[array].over.per === 'synapse',
  );
  return (
    gradients &&
    nodes.every((node) => {
      if (node.op !== 'read') return true;
      const { lifetime, over } = plan.arrays[node.array];
      return lifetime === 'shared' || lifetime === 'input' || (lifetime === 'example' && over.per === 'neuron');
    })
  );
}

/** The kernels of a list of ops. @param ops - the ops */
export const kernelIds = (ops: readonly Op[]): readonly number[] =>
  ops.flatMap((op) => (op.op === 'run' ? [op.kernel] : op.op === 'every' ? kernelIds(op.body) : []));

/** The arrays that a kernel writes. @param kernel - the kernel */
export const targetsOf = (kernel: Kernel): readonly number[] =>
  kernel.shape === 'reduce' ? [kernel.into] : kernel.writes.map((w) => w.array);
