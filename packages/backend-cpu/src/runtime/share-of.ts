import type { Kernel, Node, Op, Plan } from '@growcone/core';
import { SHARED_ENTRY, type Range, type Share } from './share.ts';

/** Ranges begin at multiples of this: loops over neurons list their spikes by as many. */
const GROUP = 64;

/**
 * How threads share a network; undefined if they do not, because it is small or something in it needs the whole.
 *
 * @param plan - the plan
 * @param threads - how many there are
 * @param least - number of neurons from which a network is shared
 */
export function shareOf(plan: Plan, threads: number, least: number): Share | undefined {
  const neurons = plan.populations.reduce((sum, { size }) => sum + size, 0);
  if (threads < 2 || neurons < least || !canShare(plan)) return undefined;
  const range = (size: number, thread: number): Range => {
    const groups = Math.ceil(size / GROUP);
    const bound = (n: number): number => Math.min(size, GROUP * Math.floor((n * groups) / threads));
    return { from: bound(thread), to: bound(thread + 1) };
  };
  const ranges = Array.from({ length: threads }, (_, n) => plan.populations.map(({ size }) => range(size, n)));
  return { threads, ranges };
}

/** Whether every loop works on a range of neurons, or on the synapses onto one. */
function canShare(plan: Plan): boolean {
  const kernels = sweepKernels(plan);
  if (!kernels || (plan.entries['start'] ?? []).length > 0) return false;
  return (
    kernels.every((kernel) => isOwn(plan, kernel)) &&
    plan.rewirings.every((rule) => {
      if (rule.kind !== 'attempts' || rule.caps.pre !== undefined) return false;
      const looksBack = rule.draw.of === 'slots' && rule.draw.spikedWithin !== undefined;
      return !looksBack && [...rule.eliminate.nodes, ...rule.form.nodes].every((node) => !seesOthers(node));
    })
  );
}

/** The kernels of the only sweep; undefined if the plan has none. */
function sweepKernels(plan: Plan): readonly Kernel[] | undefined {
  const examples = plan.entries[SHARED_ENTRY]?.[0];
  const forward = examples?.op === 'examples' && examples.body.length === 1 ? examples.body[0] : undefined;
  if (forward?.op !== 'forward' || !forward.continues) return undefined;
  const kernelsOf = (ops: readonly Op[]): readonly Kernel[] =>
    ops.flatMap((op) => (op.op === 'run' ? [plan.kernels[op.kernel]!] : op.op === 'every' ? kernelsOf(op.body) : []));
  // Threads could not meet within what runs only in some steps.
  const sometimes = forward.body.flatMap((op) => (op.op === 'every' ? kernelsOf(op.body) : []));
  if (sometimes.some(({ shape }) => shape !== 'neurons')) return undefined;
  return kernelsOf(forward.body);
}

function isOwn(plan: Plan, kernel: Kernel): boolean {
  switch (kernel.shape) {
    case 'neurons':
      return kernel.writes.every(({ array }) => {
        const { over } = plan.arrays[array]!;
        return over.per === 'neuron' && over.population === kernel.population;
      });
    case 'spikes':
    case 'post-spikes': {
      const { format } = plan.stores[kernel.store]!;
      const sparse = format === 'rows' || format === 'growable-rows';
      return sparse && kernel.nodes.every((node) => node.op !== 'spiked' && node.op !== 'degree');
    }
    default:
      return false;
  }
}

/** Whether a value of a pair depends on what other threads may be changing. */
const seesOthers = (node: Node): boolean =>
  node.op === 'spiked' || ((node.op === 'read' || node.op === 'degree') && node.at === 'pre');
