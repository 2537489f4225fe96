import { Expr, type Condition } from '@growcone/core';

/** What an evaluation found. */
export interface Evaluation {
  /** Values of the expressions. */
  readonly values: readonly number[];
  /** Which way every comparison, minimum, maximum, sign and floor went: two points with different ways lie across a kink. */
  readonly ways: string;
  /** Values of the detached parts. */
  readonly detached: ReadonlyMap<Expr, number>;
}

/** How expressions are evaluated. */
export interface EvaluationOptions {
  /** Values of detached parts, which a derivative does not look through; their own if left out. */
  readonly detached?: ReadonlyMap<Expr, number>;
  /** Value of every random draw; 0.5 if left out. */
  readonly draw?: number;
}

/**
 * Evaluates recorded expressions in double precision.
 *
 * @param exprs - the expressions
 * @param scope - values by variable
 * @param options - detached parts, draws
 */
export function evaluate(
  exprs: readonly Expr[],
  scope: Readonly<Record<string, number>>,
  { detached: given, draw = 0.5 }: EvaluationOptions = {},
): Evaluation {
  const seen = new Map<Expr | Condition, number>();
  const detached = new Map<Expr, number>();
  const ways: number[] = [];
  const way = <T extends number | boolean>(w: T): T => {
    ways.push(Number(w));
    return w;
  };
  const visit = (e: Expr | Condition): number => {
    const known = seen.get(e);
    if (known !== undefined) return known;
    const value = e instanceof Expr && e.op === 'detach' ? freeze(e) : compute(e);
    seen.set(e, value);
    return value;
  };
  const freeze = (e: Expr): number => {
    const value = given?.get(e) ?? visit(e.args[0]);
    detached.set(e, value);
    return value;
  };
  const compute = (e: Expr | Condition): number => {
    const [a, b, c] = e.args.map(visit);
    switch (e.op) {
      case 'constant':
        return (e as Expr).value;
      case 'variable':
        return scope[(e as Expr).label];
      case 'uniform':
      case 'normal':
        return draw;
      case 'add':
        return a + b;
      case 'sub':
        return a - b;
      case 'mul':
        return a * b;
      case 'div':
        return a / b;
      case 'neg':
        return -a;
      case 'abs':
        return way(Math.sign(a)) * a;
      case 'sign':
        return way(Math.sign(a));
      case 'exp':
        return Math.exp(a);
      case 'log':
        return Math.log(a);
      case 'sqrt':
        return Math.sqrt(a);
      case 'tanh':
        return Math.tanh(a);
      case 'floor':
        return way(Math.floor(a));
      case 'detach':
        return a;
      case 'min':
        return way(b < a) ? b : a;
      case 'max':
        return way(a < b) ? b : a;
      case 'select':
        return a !== 0 ? b : c;
      case 'gt':
        return Number(way(a > b));
      case 'ge':
        return Number(way(a >= b));
      case 'lt':
        return Number(way(a < b));
      case 'le':
        return Number(way(a <= b));
      case 'eq':
        return Number(way(a === b));
      case 'and':
        return a !== 0 && b !== 0 ? 1 : 0;
      case 'or':
        return a !== 0 || b !== 0 ? 1 : 0;
      case 'not':
        return a === 0 ? 1 : 0;
    }
  };
  const values = exprs.map(visit);
  return { values, ways: ways.join(), detached };
}
