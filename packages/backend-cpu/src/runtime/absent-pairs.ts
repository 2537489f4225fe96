import type { Kernel, Plan } from '@growcone/core';

/**
 * The kernel that would see a pair without a synapse in a dense store, if there is one.
 *
 * Variables of absent pairs are zero, so a kernel that only sums and delivers products with them leaves absent pairs
 * without effect. One that does not, such as one that counts synapses, needs a store without absent pairs.
 *
 * @param plan - the plan
 * @param store - the store
 */
export function kernelThatSeesAbsentPairs(plan: Plan, store: number): Kernel | undefined {
  const variables = new Set(plan.stores[store]!.variables.map((v) => v.array));
  return plan.kernels.find((kernel) => {
    if ((kernel.shape !== 'spikes' && kernel.shape !== 'rows') || kernel.store !== store) return false;
    const zero = zeroNodes(kernel, variables);
    // What is written per synapse of an absent pair is never read back: variables are cleared, gradients not used.
    return kernel.writes.some(({ array, node, add }) => {
      if (plan.arrays[array]!.over.per === 'synapse') return false;
      return !zero[node] || (kernel.shape === 'spikes' && !add);
    });
  });
}

/** Which nodes are zero wherever all variables of the synapse are. */
function zeroNodes({ nodes }: Kernel, variables: ReadonlySet<number>): readonly boolean[] {
  const zero: boolean[] = [];
  for (const node of nodes) {
    const is = (i: number): boolean => 'args' in node && zero[node.args[i]!]!;
    switch (node.op) {
      case 'constant':
        zero.push(node.value === 0);
        break;
      case 'read':
        zero.push(node.at === 'synapse' && variables.has(node.array));
        break;
      case 'mul':
        zero.push(is(0) || is(1));
        break;
      case 'div':
      case 'neg':
      case 'abs':
      case 'sign':
      case 'sqrt':
      case 'tanh':
      case 'floor':
        zero.push(is(0));
        break;
      case 'add':
      case 'sub':
      case 'min':
      case 'max':
        zero.push(is(0) && is(1));
        break;
      case 'select':
        zero.push(is(1) && is(2));
        break;
      default:
        zero.push(false);
    }
  }
  return zero;
}
