import type { Kernel, Node, NeuronsKernel, Plan, SynapsesKernel, Write } from '@growcone/core';

/** Steps between two rounds of setting tiny values to zero. */
export const TINY_EVERY = 32;

/** What is smaller than this counts as zero. */
const TINY = 1e-30;

/**
 * Kernels that set tiny values of decaying state to zero, every {@link TINY_EVERY} steps. A trace that decays in f32 never
 * becomes zero by itself: it sticks at a subnormal number, and arithmetic on those is a hundred times slower on many
 * processors.
 *
 * @param plan - the plan
 * @param runs - the kernels of a sweep with the writes that happen
 */
export function tinyToZero(
  plan: Plan,
  runs: readonly { readonly kernel: Kernel; readonly writes: readonly Write[] }[],
): readonly (NeuronsKernel | SynapsesKernel)[] {
  const arrays = new Set<number>();
  for (const { kernel, writes } of runs) {
    if (kernel.shape !== 'neurons' && kernel.shape !== 'synapses') continue;
    for (const { array, add } of writes) if (!add && decays(plan, kernel, array)) arrays.add(array);
  }
  const owners = new Map<string, number[]>();
  for (const array of arrays) {
    const key = JSON.stringify(plan.arrays[array]!.over);
    owners.set(key, [...(owners.get(key) ?? []), array]);
  }
  return [...owners.values()].map((list) => kernelOver(plan, list));
}

/** Whether an array's next value comes from its last one. */
function decays(plan: Plan, { nodes }: Kernel, array: number): boolean {
  const { steps, lifetime, over } = plan.arrays[array]!;
  // State of neurons is shared where a network runs on; shared values of synapses are weights.
  const state = lifetime === 'example' || (lifetime === 'shared' && over.per === 'neuron');
  return steps === 1 && state && nodes.some((n) => n.op === 'read' && n.array === array && n.lag === 0);
}

function kernelOver(plan: Plan, arrays: readonly number[]): NeuronsKernel | SynapsesKernel {
  const { over } = plan.arrays[arrays[0]!]!;
  const at = over.per === 'synapse' ? 'synapse' : 'neuron';
  const nodes: Node[] = [
    { op: 'constant', value: TINY },
    { op: 'constant', value: 0 },
  ];
  const writes = arrays.map((array): Write => {
    const read = nodes.push({ op: 'read', array, at, lag: 0 }) - 1;
    nodes.push({ op: 'abs', args: [read] }, { op: 'lt', args: [read + 1, 0] });
    return { array, node: nodes.push({ op: 'select', args: [read + 2, 1, read] }) - 1, add: false };
  });
  const common = { name: 'tiny values to zero', nodes, writes };
  if (over.per === 'synapse') return { ...common, shape: 'synapses', store: over.store };
  if (over.per === 'neuron') return { ...common, shape: 'neurons', population: over.population };
  throw new RangeError('network arrays do not decay in loops');
}
