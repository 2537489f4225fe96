import type { BinaryOperation, Comparison, Connective, Float32Operations, UnaryOperation } from '@growcone/core';
import { expF32Steps, logF32Steps, tanhF32Steps } from '@growcone/core';
import type { Code, Local } from '../wasm/code.ts';
import { control, f32, f32x4, i32, i32x4, v128 } from '../wasm/opcodes.ts';
import { valueType, type ValueType } from '../wasm/value-type.ts';

/** Gives the local that holds a constant, set once per call of the function. */
export type Constants = (bits: number, type: ValueType) => Local;

// Added to a number, it leaves no bit for a fraction: the sum's mantissa holds the nearest integer, ties to even.
const INTEGER_MAGIC = 1.5 * 2 ** 23;

const scratch = new DataView(new ArrayBuffer(4));

/** The bits of the f32 nearest to a number. */
function bitsOf(value: number): number {
  scratch.setFloat32(0, value);
  return scratch.getInt32(0);
}

type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'sqrt' | 'abs' | 'neg' | 'floor';

/**
 * Instructions on one number (`width` 1) or on four at a time (`width` 4) that give the same bits per element.
 *
 * Values are locals: f32 or four f32 lanes; integers are i32 or four i32 lanes; truth values are 0 or 1, or a mask per
 * lane.
 */
export class Lanes implements Float32Operations<Local, Local, Local> {
  /** Elements per value. */
  readonly width: 1 | 4;
  /** Type of a number. */
  readonly float: ValueType;
  /** Type of an integer and of a truth value. */
  readonly integral: ValueType;
  private readonly code: Code;
  private readonly constants: Constants;
  /** Rounded numbers while they still carry {@link INTEGER_MAGIC}. */
  private readonly shifted = new Map<Local, Local>();

  /**
   * @param code - where instructions go
   * @param width - elements per value
   * @param constants - holds constants
   */
  constructor(code: Code, width: 1 | 4, constants: Constants) {
    this.code = code;
    this.width = width;
    this.constants = constants;
    this.float = width === 4 ? valueType.v128 : valueType.f32;
    this.integral = width === 4 ? valueType.v128 : valueType.i32;
  }

  /** A recorded operation on numbers. @param op - which @param args - its operands */
  number(op: Exclude<UnaryOperation, 'detach'> | BinaryOperation, args: readonly Local[]): Local {
    const [a, b] = args as readonly [Local, Local];
    switch (op) {
      case 'exp':
        return expF32Steps(this, a);
      case 'log':
        return logF32Steps(this, a);
      case 'tanh':
        return tanhF32Steps(this, a);
      case 'min':
        return this.min(a, b);
      case 'max':
        return this.max(a, b);
      case 'sign':
        return this.sign(a);
      default:
        return this.arithmetic(op, ...args);
    }
  }

  /** A recorded operation with a truth value as result. @param op - which @param args - its operands */
  truth(op: Comparison | Connective, args: readonly Local[]): Local {
    if (op !== 'and' && op !== 'or' && op !== 'not') return this.compare(op, args[0]!, args[1]!);
    this.code.get(...args);
    if (this.width === 4) this.code.op(v128[op]);
    else this.code.op(op === 'not' ? i32.eqz : i32[op]);
    return this.code.take(this.integral);
  }

  /** Whether the first condition holds and the second does not. @param a - the first @param b - the second */
  butNot(a: Local, b: Local): Local {
    if (this.width === 1) return this.truth('and', [a, this.truth('not', [b])]);
    this.code.get(a, b);
    this.code.op(v128.andnot);
    return this.code.take(this.integral);
  }

  /** Compares. @param op - how @param a - left @param b - right */
  compare(op: Comparison, a: Local, b: Local): Local {
    this.code.get(a, b);
    this.code.op(this.width === 4 ? f32x4[op] : f32[op]);
    return this.code.take(this.integral);
  }

  /** `value` where a truth value holds, else 0. @param condition - the truth value @param value - the number */
  where(condition: Local, value: Local): Local {
    if (this.width === 1) return this.select(condition, value, this.constant(0));
    this.code.get(condition, value);
    this.code.op(v128.and);
    return this.code.take(this.float);
  }

  /** `value` where a truth value does not hold, else 0. @param condition - the truth value @param value - the number */
  whereNot(condition: Local, value: Local): Local {
    if (this.width === 1) return this.select(condition, this.constant(0), value);
    this.code.get(value, condition);
    this.code.op(v128.andnot);
    return this.code.take(this.float);
  }

  /** 1 where a truth value holds, else 0. @param condition - the truth value */
  fromTruth(condition: Local): Local {
    return this.where(condition, this.constant(1));
  }

  /** The upper 24 bits of random words as numbers in [0, 1). @param words - the words */
  uniform(words: Local): Local {
    this.code.get(words);
    this.code.i32(8);
    this.code.op(this.width === 4 ? i32x4.shrU : i32.shrU);
    const high = this.code.take(this.integral);
    return this.mul(this.fromInteger(high), this.constant(2 ** -24));
  }

  /** −1, 0 or 1; a zero and a NaN stay what they are. @param a - the number */
  sign(a: Local): Local {
    const zero = this.constant(0);
    const negative = this.select(this.compare('lt', a, zero), this.constant(-1), a);
    return this.select(this.compare('gt', a, zero), this.constant(1), negative);
  }

  constant(value: number): Local {
    return this.constants(bitsOf(value), this.float);
  }

  add(a: Local, b: Local): Local {
    return this.arithmetic('add', a, b);
  }

  sub(a: Local, b: Local): Local {
    return this.arithmetic('sub', a, b);
  }

  mul(a: Local, b: Local): Local {
    return this.arithmetic('mul', a, b);
  }

  div(a: Local, b: Local): Local {
    return this.arithmetic('div', a, b);
  }

  sqrt(a: Local): Local {
    return this.arithmetic('sqrt', a);
  }

  abs(a: Local): Local {
    return this.arithmetic('abs', a);
  }

  /** Exact for |a| ≤ 2^22, which is all that core's functions ask for. */
  nearest(a: Local): Local {
    const shifted = this.add(a, this.constant(INTEGER_MAGIC));
    const result = this.sub(shifted, this.constant(INTEGER_MAGIC));
    this.shifted.set(result, shifted);
    return result;
  }

  min(a: Local, b: Local): Local {
    if (this.width === 1) return this.select(this.compare('lt', b, a), b, a);
    this.code.get(a, b);
    this.code.op(f32x4.pmin);
    return this.code.take(this.float);
  }

  max(a: Local, b: Local): Local {
    if (this.width === 1) return this.select(this.compare('lt', a, b), b, a);
    this.code.get(a, b);
    this.code.op(f32x4.pmax);
    return this.code.take(this.float);
  }

  /** Exact for |a| ≤ 2^22, which is all that core's functions ask for. */
  toInteger(a: Local): Local {
    const magic = this.constant(INTEGER_MAGIC);
    return this.subInteger(this.bits(this.shifted.get(a) ?? this.add(a, magic)), this.bits(magic));
  }

  fromInteger(a: Local): Local {
    this.code.get(a);
    this.code.op(this.width === 4 ? f32x4.convertI32x4S : f32.convertI32S);
    return this.code.take(this.float);
  }

  bits(a: Local): Local {
    if (this.width === 4) return a;
    this.code.get(a);
    this.code.op(i32.reinterpretF32);
    return this.code.take(this.integral);
  }

  fromBits(a: Local): Local {
    if (this.width === 4) return a;
    this.code.get(a);
    this.code.op(f32.reinterpretI32);
    return this.code.take(this.float);
  }

  integer(value: number): Local {
    return this.constants(value | 0, this.integral);
  }

  addInteger(a: Local, b: Local): Local {
    return this.integerOperation('add', a, b);
  }

  subInteger(a: Local, b: Local): Local {
    return this.integerOperation('sub', a, b);
  }

  and(a: Local, b: Local): Local {
    return this.bitwise('and', a, b);
  }

  or(a: Local, b: Local): Local {
    return this.bitwise('or', a, b);
  }

  shiftLeft(a: Local, count: number): Local {
    return this.shift('shl', a, count);
  }

  shiftRight(a: Local, count: number): Local {
    return this.shift('shrS', a, count);
  }

  less(a: Local, b: Local): Local {
    return this.compare('lt', a, b);
  }

  equalInteger(a: Local, b: Local): Local {
    return this.integerOperation('eq', a, b);
  }

  select(condition: Local, yes: Local, no: Local): Local {
    return this.choose(condition, yes, no, this.float);
  }

  selectInteger(condition: Local, yes: Local, no: Local): Local {
    return this.choose(condition, yes, no, this.integral);
  }

  private choose(condition: Local, yes: Local, no: Local, type: ValueType): Local {
    this.code.get(yes, no, condition);
    this.code.op(this.width === 4 ? v128.bitselect : control.select);
    return this.code.take(type);
  }

  private arithmetic(op: Arithmetic, ...args: readonly Local[]): Local {
    this.code.get(...args);
    this.code.op(this.width === 4 ? f32x4[op] : f32[op]);
    return this.code.take(this.float);
  }

  private integerOperation(op: 'add' | 'sub' | 'eq', a: Local, b: Local): Local {
    this.code.get(a, b);
    this.code.op(this.width === 4 ? i32x4[op] : i32[op]);
    return this.code.take(this.integral);
  }

  private bitwise(op: 'and' | 'or', a: Local, b: Local): Local {
    this.code.get(a, b);
    this.code.op(this.width === 4 ? v128[op] : i32[op]);
    return this.code.take(this.integral);
  }

  private shift(op: 'shl' | 'shrS', a: Local, count: number): Local {
    this.code.get(a);
    this.code.i32(count);
    this.code.op(this.width === 4 ? i32x4[op] : i32[op]);
    return this.code.take(this.integral);
  }
}
