import type { NeuronsKernel, Node, Write } from '@growcone/core';

/** A write of which a part happens only where a neuron fires. */
export interface LateWrite {
  /** The array. */
  readonly array: number;
  /** Position of the value where it fires. */
  readonly fired: number;
}

/** Writes of a loop over neurons, of which some wait for who fires. */
export interface SplitWrites {
  /** For every neuron, as it were if it did not fire. */
  readonly writes: readonly Write[];
  /** For those that fire, afterwards. */
  readonly late: readonly LateWrite[];
}

/**
 * Finds values that are worth computing for neurons that fire alone, such as the random time to the next spike: one of a choice by
 * whether the neuron fires, with a draw in it, that reads nothing which the kernel writes.
 *
 * @param kernel - the kernel, with the condition of firing
 * @param writes - the writes that happen
 */
export function splitWrites({ nodes, fires }: NeuronsKernel, writes: readonly Write[]): SplitWrites {
  const written = new Set(writes.map(({ array }) => array));
  const late: LateWrite[] = [];
  const early = writes.map((write): Write => {
    const node = nodes[write.node]!;
    if (node.op !== 'select' || node.args[0] !== fires || write.add) return write;
    const [, yes, no] = node.args as readonly [number, number, number];
    const needed = nodesOf(nodes, yes);
    const draws = needed.some(({ op }) => op === 'uniform' || op === 'normal');
    const reads = needed.some(
      (n) => n.op === 'fired' || n.op === 'spiked' || (n.op === 'read' && (n.lag !== 0 || written.has(n.array))),
    );
    // A draw that other values need too is there already.
    const others = writes.flatMap((w) => (w === write ? [no] : [w.node])).flatMap((root) => nodesOf(nodes, root));
    const shared = needed.some((n) => (n.op === 'uniform' || n.op === 'normal') && others.includes(n));
    if (!draws || reads || shared || nodesOf(nodes, fires).some((n) => needed.includes(n) && 'draw' in n)) return write;
    late.push({ array: write.array, fired: yes });
    return { ...write, node: no };
  });
  return { writes: early, late };
}

/** A node and all that it needs. */
function nodesOf(nodes: readonly Node[], root: number): readonly Node[] {
  const found = new Set<number>();
  const visit = (position: number): void => {
    if (found.has(position)) return;
    found.add(position);
    const node = nodes[position]!;
    if ('args' in node) node.args.forEach(visit);
  };
  visit(root);
  return Array.from(found, (position) => nodes[position]!);
}
