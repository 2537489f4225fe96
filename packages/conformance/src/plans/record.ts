import { Expr, type ComputedNode, type Condition, type Node } from '@growcone/core';
import { leafOf } from './leaves.ts';

/** Expressions as a node list. */
export interface Recording {
  /** The nodes. */
  readonly nodes: readonly Node[];
  /** Position of each expression's value. */
  readonly positions: readonly number[];
}

/**
 * Lists the nodes of expressions whose variables are leaves of `leaves.ts`, each shared one once.
 *
 * @param exprs - the expressions
 */
export function record(exprs: readonly (Expr | Condition)[]): Recording {
  const nodes: Node[] = [];
  const seen = new Map<Expr | Condition | string, number>();
  const add = (key: Expr | Condition | string, node: Node): number => {
    const at = nodes.push(node) - 1;
    seen.set(key, at);
    return at;
  };
  const visit = (e: Expr | Condition): number => {
    const known = seen.get(e);
    if (known !== undefined) return known;
    if (e instanceof Expr && e.op === 'constant') return add(e, { op: 'constant', value: e.value });
    if (e instanceof Expr && e.op === 'variable') return seen.get(e.label) ?? add(e.label, leafOf(e.label));
    if (e instanceof Expr && e.op === 'detach') return visit(e.args[0] as Expr);
    return add(e, { op: e.op, args: e.args.map(visit) } as ComputedNode);
  };
  const positions = exprs.map(visit);
  return { nodes, positions };
}
