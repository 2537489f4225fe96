import { Condition, type Expr } from './expression.ts';

/** @internal Rebuilds a node with other operands, simplifying as the methods do. */
export function rebuild(node: Expr | Condition, args: readonly (Expr | Condition)[]): Expr | Condition {
  const [a, b, c] = args as readonly [Expr, Expr, Expr];
  switch (node.op) {
    case 'constant':
    case 'variable':
    case 'uniform':
    case 'normal':
      return node;
    case 'neg':
    case 'abs':
    case 'sign':
    case 'exp':
    case 'log':
    case 'sqrt':
    case 'tanh':
    case 'floor':
    case 'detach':
      return a[node.op]();
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'min':
    case 'max':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
    case 'eq':
      return a[node.op](b);
    case 'select':
      return (args[0] as Condition).select(b, c);
    case 'and':
    case 'or':
    case 'not':
      return new Condition(node.op, args);
  }
}
