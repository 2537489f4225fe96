import type { Condition, Expr } from '@growcone/core';

/** A number with its derivative with respect to one weight. */
export interface Dual {
  /** The number. */
  readonly value: number;
  /** Its derivative. */
  readonly rate: number;
}

/** A number that does not depend on the weight. */
export const plain = (value: number): Dual => ({ value, rate: 0 });

const truth = (holds: boolean): Dual => plain(holds ? 1 : 0);

/** Operations on duals: forward-mode differentiation, independent of the symbolic derivative. */
const operations: Readonly<Record<string, (a: Dual, b: Dual, c: Dual) => Dual>> = {
  add: (a, b) => ({ value: a.value + b.value, rate: a.rate + b.rate }),
  sub: (a, b) => ({ value: a.value - b.value, rate: a.rate - b.rate }),
  mul: (a, b) => ({ value: a.value * b.value, rate: a.rate * b.value + a.value * b.rate }),
  div: (a, b) => ({ value: a.value / b.value, rate: (a.rate * b.value - a.value * b.rate) / b.value ** 2 }),
  min: (a, b) => (b.value < a.value ? b : a),
  max: (a, b) => (a.value < b.value ? b : a),
  neg: (a) => ({ value: -a.value, rate: -a.rate }),
  abs: (a) => ({ value: Math.abs(a.value), rate: Math.sign(a.value) * a.rate }),
  sign: (a) => plain(Math.sign(a.value)),
  exp: (a) => ({ value: Math.exp(a.value), rate: Math.exp(a.value) * a.rate }),
  log: (a) => ({ value: Math.log(a.value), rate: a.rate / a.value }),
  sqrt: (a) => ({ value: Math.sqrt(a.value), rate: a.rate / (2 * Math.sqrt(a.value)) }),
  tanh: (a) => ({ value: Math.tanh(a.value), rate: (1 - Math.tanh(a.value) ** 2) * a.rate }),
  floor: (a) => plain(Math.floor(a.value)),
  detach: (a) => plain(a.value),
  gt: (a, b) => truth(a.value > b.value),
  ge: (a, b) => truth(a.value >= b.value),
  lt: (a, b) => truth(a.value < b.value),
  le: (a, b) => truth(a.value <= b.value),
  eq: (a, b) => truth(a.value === b.value),
  and: (a, b) => truth(a.value === 1 && b.value === 1),
  or: (a, b) => truth(a.value === 1 || b.value === 1),
  not: (a) => truth(a.value === 0),
  select: (a, b, c) => (a.value === 1 ? b : c),
};

/** Values of variables, by label. */
export type Values = Readonly<Record<string, Dual>>;

/** Evaluates recorded expressions over duals; what they share is evaluated once. */
export function dualEvaluator(values: Values): (expr: Expr | Condition) => Dual {
  const seen = new Map<Expr | Condition, Dual>();
  const at = (e: Expr | Condition): Dual => {
    const known = seen.get(e);
    if (known) return known;
    const [a, b, c] = e.args.map(at) as [Dual, Dual, Dual];
    const result = 'value' in e && e.args.length === 0 ? leaf(e) : operations[e.op]!(a, b, c);
    seen.set(e, result);
    return result;
  };
  const leaf = (e: Expr): Dual => {
    if (e.op === 'constant') return plain(e.value);
    const value = values[e.label];
    if (!value) throw new Error(`no value for ${e.op} ${e.label}`);
    return value;
  };
  return at;
}

/** Evaluates a recorded expression over numbers. */
export function evaluator(values: Readonly<Record<string, number>>): (expr: Expr) => number {
  const at = dualEvaluator(Object.fromEntries(Object.entries(values).map(([n, v]) => [n, plain(v)])));
  return (expr) => at(expr).value;
}
