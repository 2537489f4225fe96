import { Condition, type Expr } from '../expression/expression.ts';
import type { ComputedNode, LeafNode, Node } from './node.ts';
import { UnboundVariableError } from './plan-errors.ts';

/** What a variable or draw of an expression reads in a kernel. */
export type Bind = (label: string) => LeafNode | undefined;

/** Numbers the draws of one random stream: the same expression object is the same draw in every kernel. */
export class DrawTable {
  private readonly numbers = new Map<Expr, number>();

  /** @param leaf - the counter fields that all draws of this stream share */
  constructor(leaf: {
    readonly stream: number;
    readonly by: 'neuron' | 'pair' | 'network';
    readonly time: 'step' | 'update' | 'never';
  }) {
    this.leaf = leaf;
  }

  private readonly leaf: {
    readonly stream: number;
    readonly by: 'neuron' | 'pair' | 'network';
    readonly time: 'step' | 'update' | 'never';
  };

  /** The leaf of a draw. @param draw - the expression that stands for it */
  node(draw: Expr): LeafNode {
    let number = this.numbers.get(draw);
    if (number === undefined) this.numbers.set(draw, (number = this.numbers.size));
    return { op: draw.op as 'uniform' | 'normal', ...this.leaf, draw: number };
  }
}

/**
 * Turns expressions into one node list in which every distinct value appears once: equal subexpressions are found by
 * structure, whether or not they are the same object.
 */
export class Recorder {
  /** The nodes so far. */
  readonly nodes: Node[] = [];
  private readonly byStructure = new Map<string, number>();
  private readonly byObject = new Map<Expr | Condition, number>();
  private readonly bind: Bind;
  private readonly draws: readonly { readonly owns: (draw: Expr) => boolean; readonly table: DrawTable }[];

  /**
   * @param bind - what each variable reads
   * @param draws - random streams: the first whose `owns` holds numbers the draw
   */
  constructor(
    bind: Bind,
    draws: readonly { readonly owns: (draw: Expr) => boolean; readonly table: DrawTable }[] = [],
  ) {
    this.bind = bind;
    this.draws = draws;
  }

  /** Makes an expression read a leaf instead of being computed. @param expr - the expression @param leaf - what it reads */
  replace(expr: Expr | Condition, leaf: LeafNode): void {
    this.byObject.set(expr, this.leaf(leaf));
  }

  /** Every expression object that was recorded, with its position. */
  recorded(): Iterable<readonly [Expr | Condition, number]> {
    return this.byObject.entries();
  }

  /** Position of an expression's value, recording what is missing. @param expr - the expression */
  position(expr: Expr | Condition): number {
    const known = this.byObject.get(expr);
    if (known !== undefined) return known;
    const position = this.record(expr);
    this.byObject.set(expr, position);
    return position;
  }

  /** Position of a leaf. @param leaf - the leaf */
  leaf(leaf: LeafNode): number {
    return this.intern(JSON.stringify(leaf), leaf);
  }

  private record(expr: Expr | Condition): number {
    if (expr instanceof Condition || expr.args.length > 0) {
      if (expr.op === 'detach') return this.position(expr.args[0] as Expr);
      const args = expr.args.map((a) => this.position(a));
      // Floating-point addition and multiplication commute exactly, so their operands can be put in order.
      if (expr.op === 'add' || expr.op === 'mul' || expr.op === 'eq') args.sort((a, b) => a - b);
      const node: ComputedNode = { op: expr.op as ComputedNode['op'], args };
      return this.intern(`${expr.op}(${args.join()})`, node);
    }
    if (expr.op === 'constant') return this.leaf({ op: 'constant', value: expr.value });
    if (expr.op === 'variable') {
      const bound = this.bind(expr.label);
      if (!bound) throw new UnboundVariableError(expr.label);
      return this.leaf(bound);
    }
    const stream = this.draws.find(({ owns }) => owns(expr));
    if (!stream) throw new UnboundVariableError(`${expr.op} draw`);
    return this.leaf(stream.table.node(expr));
  }

  private intern(key: string, node: Node): number {
    const known = this.byStructure.get(key);
    if (known !== undefined) return known;
    const position = this.nodes.push(node) - 1;
    this.byStructure.set(key, position);
    return position;
  }
}

/** The operands of a node; none for a leaf. @param node - the node */
export const operands = (node: Node): readonly number[] => ('args' in node ? node.args : []);

/**
 * Drops nodes that no root needs and renumbers the rest, keeping their order.
 *
 * @param nodes - the node list
 * @param roots - positions that must stay
 * @returns the shorter list and the new position of each old one
 */
export function withoutDeadNodes(
  nodes: readonly Node[],
  roots: readonly number[],
): { readonly nodes: Node[]; readonly moved: ReadonlyMap<number, number> } {
  const needed = new Set<number>(roots);
  for (let i = nodes.length - 1; i >= 0; i--) {
    if (needed.has(i)) for (const a of operands(nodes[i] as Node)) needed.add(a);
  }
  const moved = new Map<number, number>();
  const kept: Node[] = [];
  nodes.forEach((node, i) => {
    if (!needed.has(i)) return;
    moved.set(i, kept.length);
    kept.push('args' in node ? { ...node, args: node.args.map((a) => moved.get(a) as number) } : node);
  });
  return { nodes: kept, moved };
}
