import { applyBinary, applyComparison, applyUnary } from './apply.ts';
import { Condition, type Expr } from './expression.ts';
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
    const known = seen.get(e);
    if (known !== undefined) return known;
    const value = e instanceof Condition ? truth(e, e.args.map(valueOf)) : real(e, values, draw, valueOf);
    seen.set(e, value);
    return value;
  };
  return valueOf;
}

function truth({ op }: Condition, [a = 0, b = 0]: readonly number[]): number {
  switch (op) {
    case 'and':
      return a * b;
    case 'or':
      return Math.max(a, b);
    case 'not':
      return 1 - a;
    default:
      return Number(applyComparison(op, a, b));
  }
}

function real(
  e: Expr,
  values: Readonly<Record<string, number>>,
  draw: DrawLeaf,
  valueOf: (e: Expr | Condition) => number,
): number {
  const [a = 0, b = 0, c = 0] = e.args.map(valueOf);
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
    case 'select':
      return a === 1 ? b : c;
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'min':
    case 'max':
      return applyBinary(e.op, a, b);
    case 'neg':
    case 'abs':
    case 'sign':
    case 'exp':
    case 'log':
    case 'sqrt':
    case 'tanh':
    case 'floor':
    case 'detach':
      return applyUnary(e.op, a);
    default:
      // Conditions are told apart before; this is for a subclass that nobody should have made.
      throw new UnboundVariableError(e.op);
  }
}
