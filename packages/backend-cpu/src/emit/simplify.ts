import type { Kernel, Node } from '@growcone/core';
import type { KernelVariant } from './kernel-variant.ts';

/**
 * The same kernel with cheaper expressions that have the same bits: what depends on whether a neuron fires, or on another
 * condition that chooses between constants, is decided by the condition itself.
 *
 * @param variant - the kernel
 */
export function simplify(variant: KernelVariant): KernelVariant {
  const { kernel, replay } = variant;
  const fires = kernel.shape === 'neurons' && !replay ? kernel.fires : undefined;
  const list = new Simplifier(kernel.nodes, fires);
  const writes = variant.writes.map((w) => ({ ...w, node: list.position(w.node) }));
  return { ...variant, writes, kernel: moved(kernel, list, fires) };
}

/** The kernel over the new list; its own writes are those of the variant. */
function moved(kernel: Kernel, list: Simplifier, fires: number | undefined): Kernel {
  switch (kernel.shape) {
    case 'neurons': {
      const { fires: _, ...rest } = kernel;
      const position = fires === undefined ? undefined : list.position(fires);
      return { ...rest, nodes: list.nodes, ...(position === undefined ? {} : { fires: position }) };
    }
    case 'rows': {
      const where = kernel.where === undefined ? undefined : list.position(kernel.where);
      return { ...kernel, nodes: list.nodes, ...(where === undefined ? {} : { where }) };
    }
    case 'reduce':
      return { ...kernel, node: list.position(kernel.node), nodes: list.nodes };
    case 'spikes':
    case 'post-spikes':
    case 'synapses':
    case 'network':
      return { ...kernel, nodes: list.nodes };
  }
}

type Comparison = 'gt' | 'ge' | 'lt' | 'le' | 'eq';

/** Builds a new list of nodes from what is asked for in an old one. */
export class Simplifier {
  /** The new list. */
  readonly nodes: Node[] = [];
  private readonly old: readonly Node[];
  private readonly fires: number | undefined;
  private readonly positions = new Map<number, number>();
  private readonly known = new Map<string, number>();

  /** @param old - the old list @param fires - position of the condition that `fired` stands for, if it is in the list */
  constructor(old: readonly Node[], fires?: number) {
    this.old = old;
    this.fires = fires;
  }

  /** Position of an old node's value in the new list. @param old - its position in the old one */
  position(old: number): number {
    let position = this.positions.get(old);
    if (position === undefined) this.positions.set(old, (position = this.rewrite(this.old[old]!)));
    return position;
  }

  private rewrite(node: Node): number {
    if (node.op === 'fired' && this.fires !== undefined) {
      return this.node({ op: 'select', args: [this.position(this.fires), this.constant(1), this.constant(0)] });
    }
    if (!('args' in node)) return this.node(node);
    const args = node.args.map((a) => this.position(a));
    const [a, b] = args as [number, number];
    switch (node.op) {
      case 'gt':
      case 'ge':
      case 'lt':
      case 'le':
      case 'eq':
        return this.compared(node.op, a, b) ?? this.node({ op: node.op, args });
      case 'mul':
        return this.scaled(a, b) ?? this.scaled(b, a) ?? this.node({ op: 'mul', args });
      default:
        return this.node({ op: node.op, args });
    }
  }

  /** A comparison of a choice that has a constant side with a constant. */
  private compared(op: Comparison, choice: number, bound: number): number | undefined {
    const select = this.nodes[choice]!;
    const limit = this.valueOf(bound);
    if (select.op !== 'select' || limit === undefined) return undefined;
    const [condition, yes, no] = select.args as [number, number, number];
    const sides = [yes, no].map((side) => {
      const value = this.valueOf(side);
      return value === undefined ? undefined : holds(op, value, limit);
    });
    if (sides[0] === undefined && sides[1] === undefined) return undefined;
    if (sides[0] !== undefined && sides[0] === sides[1]) return undefined;
    const other = (): number => this.node({ op, args: [sides[0] === undefined ? yes : no, bound] });
    const not = (): number => this.node({ op: 'not', args: [condition] });
    if (sides[0] !== undefined && sides[1] !== undefined) return sides[0] ? condition : not();
    if (sides[0] === undefined) {
      if (sides[1]) return this.node({ op: 'or', args: [not(), other()] });
      return this.node({ op: 'and', args: [condition, other()] });
    }
    if (sides[0]) return this.node({ op: 'or', args: [condition, other()] });
    return this.node({ op: 'and', args: [other(), not()] });
  }

  /** 0 or 1 times a number that is not negative: 0 or the number. Zero times a negative number would be −0. */
  private scaled(choice: number, factor: number): number | undefined {
    const select = this.nodes[choice]!;
    const scale = this.valueOf(factor);
    if (select.op !== 'select' || scale === undefined || !(scale > 0 && scale < Infinity)) return undefined;
    const [condition, yes, no] = select.args as [number, number, number];
    if (this.valueOf(yes) !== 1 || !Object.is(this.valueOf(no), 0)) return undefined;
    return this.node({ op: 'select', args: [condition, factor, no] });
  }

  /** The f32 value of a constant. */
  private valueOf(position: number): number | undefined {
    const node = this.nodes[position]!;
    return node.op === 'constant' ? Math.fround(node.value) : undefined;
  }

  private constant(value: number): number {
    return this.node({ op: 'constant', value });
  }

  private node(node: Node): number {
    // JSON knows neither the sign of zero nor what is not finite.
    const key = node.op === 'constant' ? `${Object.is(node.value, -0) ? '-' : ''}${node.value}` : JSON.stringify(node);
    let position = this.known.get(key);
    if (position === undefined) this.known.set(key, (position = this.nodes.push(node) - 1));
    return position;
  }
}

function holds(op: Comparison, a: number, b: number): boolean {
  switch (op) {
    case 'gt':
      return a > b;
    case 'ge':
      return a >= b;
    case 'lt':
      return a < b;
    case 'le':
      return a <= b;
    case 'eq':
      return a === b;
  }
}
