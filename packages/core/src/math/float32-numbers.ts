import type { Float32Operations } from './float32-operations.ts';

const scratch = new DataView(new ArrayBuffer(4));
const f = Math.fround;

function nearestEven(a: number): number {
  const down = Math.floor(a);
  const rest = a - down;
  if (rest < 0.5) return down;
  return rest > 0.5 || down % 2 !== 0 ? down + 1 : down;
}

/**
 * Single precision on JavaScript numbers: what the emitted instructions of every target mean.
 *
 * The double result of one + - × ÷ or square root on f32 values, rounded once more to f32, is the correctly rounded f32 result
 * (Figueroa 1995: 53 ≥ 2·24 + 2), so `Math.fround` after each operation is exact f32 arithmetic.
 */
export const float32Numbers: Float32Operations<number, number, boolean> = {
  constant: f,
  add: (a, b) => f(a + b),
  sub: (a, b) => f(a - b),
  mul: (a, b) => f(a * b),
  div: (a, b) => f(a / b),
  sqrt: (a) => f(Math.sqrt(a)),
  min: (a, b) => (b < a ? b : a),
  max: (a, b) => (a < b ? b : a),
  abs: Math.abs,
  nearest: nearestEven,
  toInteger: (a) => a | 0,
  fromInteger: f,
  bits: (a) => {
    scratch.setFloat32(0, a);
    return scratch.getInt32(0);
  },
  fromBits: (a) => {
    scratch.setInt32(0, a);
    return scratch.getFloat32(0);
  },
  integer: (value) => value | 0,
  addInteger: (a, b) => (a + b) | 0,
  subInteger: (a, b) => (a - b) | 0,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  shiftLeft: (a, count) => a << count,
  shiftRight: (a, count) => a >> count,
  less: (a, b) => a < b,
  equalInteger: (a, b) => a === b,
  select: (condition, yes, no) => (condition ? yes : no),
  selectInteger: (condition, yes, no) => (condition ? yes : no),
};
