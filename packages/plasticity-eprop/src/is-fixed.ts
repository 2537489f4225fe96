import { Expr, type Condition } from '@growcone/core';

/**
 * Whether an expression is the same for all neurons and steps: it reads no variable and draws nothing.
 *
 * @internal
 */
export function isFixed(expr: Expr): boolean {
  const seen = new Set<Expr | Condition>();
  const fixed = (e: Expr | Condition): boolean => {
    if (seen.has(e)) return true;
    seen.add(e);
    if (e instanceof Expr && (e.op === 'variable' || e.op === 'uniform' || e.op === 'normal')) return false;
    return e.args.every(fixed);
  };
  return fixed(expr);
}
