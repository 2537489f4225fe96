import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { tanh } from '../math/tanh.ts';
import type { Leaf, Operation } from './operation.ts';

/**
 * @internal Meaning of the operations with arguments, in double precision; truth values are 1 and 0. The same bits in every engine,
 * since what is constant is folded here.
 */
export function applyOperation(op: Exclude<Operation, Leaf>, a: number, b = 0, c = 0): number {
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
    case 'gt':
      return Number(a > b);
    case 'ge':
      return Number(a >= b);
    case 'lt':
      return Number(a < b);
    case 'le':
      return Number(a <= b);
    case 'eq':
      return Number(a === b);
    case 'and':
      return a * b;
    case 'or':
      return Math.max(a, b);
    case 'not':
      return 1 - a;
    case 'select':
      return a === 1 ? b : c;
  }
}
