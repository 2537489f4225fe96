import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { tanh } from '../math/tanh.ts';
import type { BinaryOperation, Comparison, UnaryOperation } from './operation.ts';

/** @internal Meaning of the one-argument operations in double precision: the same bits in every engine, since what is constant is folded here. */
export function applyUnary(op: UnaryOperation, a: number): number {
  switch (op) {
    case 'neg':
      return -a;
    case 'abs':
      return Math.abs(a);
    case 'sign':
      return Math.sign(a);
    case 'exp':
      return exp(a);
    case 'log':
      return log(a);
    case 'sqrt':
      return Math.sqrt(a);
    case 'tanh':
      return tanh(a);
    case 'floor':
      return Math.floor(a);
    case 'detach':
      return a;
  }
}

/** @internal Meaning of the two-argument operations in double precision. */
export function applyBinary(op: BinaryOperation, a: number, b: number): number {
  switch (op) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return a / b;
    // The comparison form is what SIMD pmin and pmax compute; it differs from Math.min for NaN and signed zeros only.
    case 'min':
      return b < a ? b : a;
    case 'max':
      return a < b ? b : a;
  }
}

/** @internal Meaning of the comparisons. */
export function applyComparison(op: Comparison, a: number, b: number): boolean {
  switch (op) {
    case 'gt':
      return a > b;
    case 'ge':
      return a >= b;
    case 'lt':
      return a < b;
    case 'le':
      return a <= b;
    case 'eq':
      return a === b;
  }
}
