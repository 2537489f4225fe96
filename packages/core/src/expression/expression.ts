import { applyOperation } from './apply.ts';
import { ExpressionAsNumberError } from './expression-as-number.ts';
import type { BinaryOperation, Comparison, Connective, Operation, UnaryOperation } from './operation.ts';

/** A number, or an expression that a backend evaluates once per neuron, synapse or step. */
export type Term = Expr | number;

/**
 * A recorded real-valued expression: immutable, differentiable, printable for every backend.
 *
 * JavaScript cannot overload operators, so arithmetic is chained: `v.mul(alpha).add(input)`. Using an expression as a
 * JavaScript number (`v + 1`, `v > 1`, `${v}`) throws {@link ExpressionAsNumberError}.
 */
export class Expr {
  /** What this node computes. */
  readonly op: Operation;
  /** The operands, in order. */
  readonly args: readonly (Expr | Condition)[];
  /** The value of a constant. */
  readonly value: number;
  /** The name of a variable. */
  readonly label: string;

  /** @internal Use {@link lift}, {@link variable} and the methods. */
  constructor(op: Operation, args: readonly (Expr | Condition)[] = [], value = 0, label = '') {
    this.op = op;
    this.args = args;
    this.value = value;
    this.label = label;
  }

  /** This plus `other`. @param other - the summand */
  add(other: Term): Expr {
    const b = lift(other);
    if (isConstant(this, 0)) return b;
    if (isConstant(b, 0)) return this;
    return binary('add', this, b);
  }

  /** This minus `other`. @param other - the subtrahend */
  sub(other: Term): Expr {
    const b = lift(other);
    if (isConstant(b, 0)) return this;
    if (isConstant(this, 0)) return b.neg();
    return binary('sub', this, b);
  }

  /** This times `other`. @param other - the factor */
  mul(other: Term): Expr {
    const b = lift(other);
    if (isConstant(this, 0) || isConstant(b, 0)) return ZERO;
    if (isConstant(this, 1)) return b;
    if (isConstant(b, 1)) return this;
    if (isConstant(this, -1)) return b.neg();
    if (isConstant(b, -1)) return this.neg();
    return binary('mul', this, b);
  }

  /** This divided by `other`. @param other - the divisor */
  div(other: Term): Expr {
    const b = lift(other);
    if (isConstant(this, 0) && !isConstant(b, 0)) return ZERO;
    if (isConstant(b, 1)) return this;
    return binary('div', this, b);
  }

  /** The smaller of this and `other`. @param other - the bound */
  min(other: Term): Expr {
    return binary('min', this, lift(other));
  }

  /** The larger of this and `other`. @param other - the bound */
  max(other: Term): Expr {
    return binary('max', this, lift(other));
  }

  /** The value with its sign reversed. */
  neg(): Expr {
    if (this.op === 'neg') return this.args[0] as Expr;
    return unary('neg', this);
  }

  /** The absolute value. */
  abs(): Expr {
    return unary('abs', this);
  }

  /** −1, 0 or 1. */
  sign(): Expr {
    return unary('sign', this);
  }

  /** e to this power. */
  exp(): Expr {
    return unary('exp', this);
  }

  /** The natural logarithm. */
  log(): Expr {
    return unary('log', this);
  }

  /** The square root. */
  sqrt(): Expr {
    return unary('sqrt', this);
  }

  /** The hyperbolic tangent. */
  tanh(): Expr {
    return unary('tanh', this);
  }

  /** The largest integer that is not above this. */
  floor(): Expr {
    return unary('floor', this);
  }

  /** This times itself. */
  square(): Expr {
    return this.mul(this);
  }

  /** The same value, treated as a constant when differentiating: learning does not look through it. */
  detach(): Expr {
    return this.op === 'constant' || this.op === 'detach' ? this : new Expr('detach', [this]);
  }

  /** Whether this is greater than `other`. @param other - what to compare with */
  gt(other: Term): Condition {
    return compare('gt', this, lift(other));
  }

  /** Whether this is greater than or equal to `other`. @param other - what to compare with */
  ge(other: Term): Condition {
    return compare('ge', this, lift(other));
  }

  /** Whether this is less than `other`. @param other - what to compare with */
  lt(other: Term): Condition {
    return compare('lt', this, lift(other));
  }

  /** Whether this is less than or equal to `other`. @param other - what to compare with */
  le(other: Term): Condition {
    return compare('le', this, lift(other));
  }

  /** Whether this equals `other`. @param other - what to compare with */
  eq(other: Term): Condition {
    return compare('eq', this, lift(other));
  }

  /** @internal Refuses use as a JavaScript number or text. */
  [Symbol.toPrimitive](hint: string): never {
    throw new ExpressionAsNumberError(hint);
  }
}

/** A recorded truth value. Choose with {@link Condition.select}. */
export class Condition {
  /** What this node computes. */
  readonly op: Comparison | Connective;
  /** The operands, in order. */
  readonly args: readonly (Expr | Condition)[];

  /** @internal Use the comparisons of {@link Expr}. */
  constructor(op: Comparison | Connective, args: readonly (Expr | Condition)[]) {
    this.op = op;
    this.args = args;
  }

  /** `yes` where this holds, `no` elsewhere. @param yes - taken where true @param no - taken where false */
  select(yes: Term, no: Term): Expr {
    const [a, b] = [lift(yes), lift(no)];
    if (a === b || (a.op === 'constant' && b.op === 'constant' && Object.is(a.value, b.value))) return a;
    return new Expr('select', [this, a, b]);
  }

  /** Whether both hold. @param other - the second condition */
  and(other: Condition): Condition {
    return new Condition('and', [this, other]);
  }

  /** Whether at least one holds. @param other - the second condition */
  or(other: Condition): Condition {
    return new Condition('or', [this, other]);
  }

  /** Whether this does not hold. */
  not(): Condition {
    return new Condition('not', [this]);
  }

  /** @internal Refuses use in an `if` by arithmetic or text; JavaScript gives no hook for `if (condition)` itself. */
  [Symbol.toPrimitive](hint: string): never {
    throw new ExpressionAsNumberError(hint);
  }
}

/** Turns a number into a constant expression; leaves an expression as it is. @param term - number or expression */
export const lift = (term: Term): Expr => {
  if (term instanceof Expr) return term;
  if (typeof term !== 'number') throw new ExpressionAsNumberError(`a value of type ${typeof term}`);
  return constant(term);
};

/** A constant expression. @param value - its value */
const constant = (value: number): Expr => new Expr('constant', [], value);

/** A named quantity, bound when the expression is recorded into a plan. @param name - its name */
export const variable = (name: string): Expr => new Expr('variable', [], 0, name);

/**
 * A fresh uniform draw in [0, 1), per element and step, from the counter-based generator that all backends share.
 * The draw is identified by this object: used twice, it is the same number.
 */
export const randomUniform = (): Expr => new Expr('uniform');

/** A fresh draw from the standard normal distribution; see {@link randomUniform} for its identity. */
export const randomNormal = (): Expr => new Expr('normal');

/** The constant 0. */
export const ZERO: Expr = constant(0);
/** The constant 1. */
export const ONE: Expr = constant(1);

/** Whether `expr` is the constant `value`. @param expr - the expression @param value - the constant */
export const isConstant = (expr: Expr, value?: number): boolean =>
  expr.op === 'constant' && (value === undefined || expr.value === value);

/** Σ aᵢ·bᵢ. @param a - the first factors @param b - the second factors */
export const dot = (a: readonly Expr[], b: readonly Expr[]): Expr =>
  a.reduce((sum, x, i) => sum.add(x.mul(b[i] as Expr)), ZERO);

function unary(op: UnaryOperation, a: Expr): Expr {
  return a.op === 'constant' ? constant(applyOperation(op, a.value)) : new Expr(op, [a]);
}

function binary(op: BinaryOperation, a: Expr, b: Expr): Expr {
  if (a.op === 'constant' && b.op === 'constant') return constant(applyOperation(op, a.value, b.value));
  return new Expr(op, [a, b]);
}

function compare(op: Comparison, a: Expr, b: Expr): Condition {
  return new Condition(op, [a, b]);
}
