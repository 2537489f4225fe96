import type { Condition, Expr } from '@growcone/core';

/** Operations in double precision; truth values are 1 and 0. */
const operations: Readonly<Record<string, (a: number, b: number, c: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  min: (a, b) => (b < a ? b : a),
  max: (a, b) => (a < b ? b : a),
  neg: (a) => -a,
  abs: Math.abs,
  sign: Math.sign,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  floor: Math.floor,
  detach: (a) => a,
  gt: (a, b) => Number(a > b),
  ge: (a, b) => Number(a >= b),
  lt: (a, b) => Number(a < b),
  le: (a, b) => Number(a <= b),
  eq: (a, b) => Number(a === b),
  and: (a, b) => a * b,
  or: (a, b) => Math.max(a, b),
  not: (a) => 1 - a,
  select: (a, b, c) => (a === 1 ? b : c),
};

/**
 * Evaluates recorded expressions. What they share is evaluated once, so that a draw used twice is the same number.
 *
 * @param values - values of variables
 * @param draw - next draw of a random leaf
 */
export function evaluator(
  values: Readonly<Record<string, number>>,
  draw: (op: string) => number = (op) => {
    throw new Error(`no ${op} draws here`);
  },
): (expr: Expr | Condition) => number {
  const seen = new Map<Expr | Condition, number>();
  const at = (e: Expr | Condition): number => {
    const known = seen.get(e);
    if (known !== undefined) return known;
    const [a = 0, b = 0, c = 0] = e.args.map(at);
    const value = 'value' in e && e.args.length === 0 ? leaf(e) : operations[e.op]!(a, b, c);
    seen.set(e, value);
    return value;
  };
  const leaf = (e: Expr): number => {
    if (e.op === 'constant') return e.value;
    if (e.op !== 'variable') return draw(e.op);
    const value = values[e.label];
    if (value === undefined) throw new Error(`no value for ${e.label}`);
    return value;
  };
  return at;
}
