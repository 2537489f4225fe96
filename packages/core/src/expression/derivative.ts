import { type Condition, isConstant, ONE, ZERO, type Expr } from './expression.ts';

/**
 * ∂`expr`/∂`name`, as an expression. Comparisons, signs, floors, random draws and detached parts count as constants.
 * At a kink (`abs`, `min`, `max`) the derivative of the branch that the value takes is used.
 *
 * @param expr - what to differentiate
 * @param name - the variable's name
 */
export function derivative(expr: Expr, name: string): Expr {
  // Shared subexpressions are visited once: the work is linear in the size of the graph, not of the tree.
  const seen = new Map<Expr, Expr>();
  const d = (e: Expr): Expr => {
    const known = seen.get(e);
    if (known) return known;
    const result = differentiate(e, name, d);
    seen.set(e, result);
    return result;
  };
  return d(expr);
}

function differentiate(e: Expr, name: string, d: (e: Expr) => Expr): Expr {
  const [a, b, c] = e.args as readonly [Expr, Expr, Expr];
  switch (e.op) {
    case 'variable':
      return e.label === name ? ONE : ZERO;
    case 'add':
      return d(a).add(d(b));
    case 'sub':
      return d(a).sub(d(b));
    case 'mul':
      return d(a)
        .mul(b)
        .add(a.mul(d(b)));
    case 'div': {
      const db = d(b);
      return isConstant(db, 0) ? d(a).div(b) : d(a).sub(e.mul(db)).div(b);
    }
    case 'neg':
      return d(a).neg();
    case 'abs':
      return a.sign().mul(d(a));
    case 'exp':
      return e.mul(d(a));
    case 'log':
      return d(a).div(a);
    case 'sqrt':
      return d(a).div(e.mul(2));
    case 'tanh':
      return ONE.sub(e.square()).mul(d(a));
    case 'min':
      return choose(b.lt(a), d(b), d(a));
    case 'max':
      return choose(a.lt(b), d(b), d(a));
    case 'select':
      return choose(e.args[0] as unknown as Condition, d(b), d(c));
    default:
      return ZERO;
  }
}

/** A choice of derivatives; constants stand outside of it, so that several derivatives share the choice itself. */
function choose(condition: Condition, yes: Expr, no: Expr): Expr {
  if (isConstant(yes, 0) && isConstant(no, 0)) return ZERO;
  if (isConstant(yes, 0) && isConstant(no)) return condition.select(0, 1).mul(no);
  if (isConstant(no, 0) && isConstant(yes)) return condition.select(1, 0).mul(yes);
  return condition.select(yes, no);
}
