import { applyOperation } from './apply.ts';
import type { Condition, Expr } from './expression.ts';
import { UnboundVariableError } from '../plan/plan-errors.ts';

/** Next value of a random leaf. @param op - uniform in [0, 1), or standard normal */
export type DrawLeaf = (op: 'uniform' | 'normal') => number;

/**
 * Evaluates recorded expressions in double precision: the meaning of every operation, for tests and for looking at a model by
 * hand. What expressions share is evaluated once, so that a draw used twice is the same number. Truth values are 1 and 0.
 *
 * @param values - values of variables by label
 * @param draw - gives the random leaves; left out, they throw
 * @returns the value of an expression; call it for as many as belong to the same evaluation
 */
export function evaluator(
  values: Readonly<Record<string, number>>,
  draw: DrawLeaf = (op) => {
    throw new UnboundVariableError(`${op} draw`);
  },
): {
  /** The value of an expression, by this evaluation's variables and draws. @param expr - the expression */
  (expr: Expr | Condition): number;
} {
  const seen = new Map<Expr | Condition, number>();
  const valueOf = (e: Expr | Condition): number => {
    let value = seen.get(e);
    if (value === undefined) seen.set(e, (value = computed(e)));
    return value;
  };
  const computed = (e: Expr | Condition): number => {
    switch (e.op) {
      case 'constant':
        return e.value;
      case 'variable': {
        const value = values[e.label];
        if (value === undefined) throw new UnboundVariableError(e.label);
        return value;
      }
      case 'uniform':
      case 'normal':
        return draw(e.op);
      default: {
        const [a = 0, b, c] = e.args.map(valueOf);
        return applyOperation(e.op, a, b, c);
      }
    }
  };
  return valueOf;
}
