import type { Node, Place } from '@growcone/core';

/** Nodes by where a loop within a loop has to compute them, each list in order. */
export interface Levels {
  /** Once per turn of the outer loop. */
  readonly outer: readonly number[];
  /** Once per turn of the inner loop. */
  readonly inner: readonly number[];
}

/**
 * Sorts nodes by the loop that they belong to.
 *
 * @param nodes - the nodes
 * @param fixed - places that the inner loop does not change
 * @param written - arrays that the kernel writes: what is read of them may change from turn to turn
 */
export function levels(nodes: readonly Node[], fixed: readonly Place[], written: ReadonlySet<number>): Levels {
  const outer = new Set<number>();
  nodes.forEach((node, i) => {
    if ('args' in node ? node.args.every((a) => outer.has(a)) : isFixed(node, fixed, written)) outer.add(i);
  });
  const positions = nodes.map((_, i) => i);
  return { outer: positions.filter((i) => outer.has(i)), inner: positions.filter((i) => !outer.has(i)) };
}

function isFixed(
  node: Exclude<Node, { readonly args: unknown }>,
  fixed: readonly Place[],
  written: ReadonlySet<number>,
): boolean {
  switch (node.op) {
    case 'read':
      return fixed.includes(node.at) && !written.has(node.array);
    case 'spiked':
    case 'index':
    case 'degree':
      return fixed.includes(node.at);
    case 'uniform':
    case 'normal':
      return node.by === 'network';
    default:
      return true;
  }
}

/** A node and all that it needs. @param nodes - the nodes @param root - the node */
export function ancestors(nodes: readonly Node[], root: number): ReadonlySet<number> {
  const needed = new Set([root]);
  for (let i = root; i >= 0; i--) {
    const node = nodes[i];
    if (needed.has(i) && 'args' in node) for (const a of node.args) needed.add(a);
  }
  return needed;
}
