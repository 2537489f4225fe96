import { type Condition, Expr } from './expression.ts';
import { rebuild } from './rebuild.ts';

/**
 * Replaces named variables. Subexpressions that the graph shares stay shared.
 *
 * @param expr - the expression
 * @param bindings - new expressions by variable name; names that are missing stay as they are
 */
export function substitute(expr: Expr, bindings: Readonly<Record<string, Expr>>): Expr {
  return substituteAll([expr], bindings)[0] as Expr;
}

/**
 * Replaces named variables in several expressions, keeping what they share shared.
 *
 * @param exprs - the expressions
 * @param bindings - new expressions by variable name
 */
export function substituteAll(exprs: readonly Expr[], bindings: Readonly<Record<string, Expr>>): Expr[] {
  const seen = new Map<Expr | Condition, Expr | Condition>();
  const visit = (e: Expr | Condition): Expr | Condition => {
    const known = seen.get(e);
    if (known) return known;
    let result: Expr | Condition = e;
    if (e instanceof Expr && e.op === 'variable') {
      result = Object.hasOwn(bindings, e.label) ? (bindings[e.label] as Expr) : e;
    } else if (e.args.length > 0) {
      const args = e.args.map(visit);
      if (args.some((a, i) => a !== e.args[i])) result = rebuild(e, args);
    }
    seen.set(e, result);
    return result;
  };
  return exprs.map((e) => visit(e) as Expr);
}

/**
 * The names of the variables that an expression reads.
 *
 * @param exprs - the expressions
 */
export function freeVariables(...exprs: readonly (Expr | Condition)[]): Set<string> {
  const names = new Set<string>();
  const seen = new Set<Expr | Condition>();
  const visit = (e: Expr | Condition): void => {
    if (seen.has(e)) return;
    seen.add(e);
    if (e instanceof Expr && e.op === 'variable') names.add(e.label);
    e.args.forEach(visit);
  };
  exprs.forEach(visit);
  return names;
}
