import { describe, expect, it } from 'vitest';
import { evaluator } from '../../src/expression/evaluator.ts';
import { variable } from '../../src/expression/expression.ts';
import {
  arctan,
  boxcar,
  exponentialSurrogate,
  fastSigmoid,
  triangular,
  windowed,
  type Surrogate,
} from '../../src/expression/surrogate.ts';

const slope = (surrogate: Surrogate, x: number): number => evaluator({ x })(surrogate(variable('x')));

describe('surrogate slopes', () => {
  it.each<[string, Surrogate, readonly (readonly [x: number, slope: number])[]]>([
    // 0.3/0.5 · max(0, 1 − |x|/0.5)
    [
      'triangular',
      triangular(0.5),
      [
        [0, 0.6],
        [0.25, 0.3],
        [-0.25, 0.3],
        [0.5, 0],
        [2, 0],
      ],
    ],
    // 1/(1 + 10·|x|)²
    [
      'fast sigmoid',
      fastSigmoid(10),
      [
        [0, 1],
        [0.1, 0.25],
        [-0.1, 0.25],
        [0.9, 0.01],
      ],
    ],
    // e^(−5·|x|)
    [
      'exponential',
      exponentialSurrogate(5),
      [
        [0, 1],
        [0.2, Math.exp(-1)],
        [-0.4, Math.exp(-2)],
      ],
    ],
    // 1/(1 + (π x)²)
    [
      'arctangent',
      arctan(2),
      [
        [0, 1],
        [1 / Math.PI, 0.5],
        [-1 / Math.PI, 0.5],
      ],
    ],
    [
      'boxcar',
      boxcar(0.2, 3),
      [
        [0, 3],
        [0.2, 3],
        [-0.2, 3],
        [0.201, 0],
      ],
    ],
    // 0.25 at 0.1, cut to exactly 0 beyond 0.1
    [
      'windowed',
      windowed(fastSigmoid(10), 0.1),
      [
        [0, 1],
        [0.1, 0.25],
        [-0.1, 0.25],
        [0.1001, 0],
        [-5, 0],
      ],
    ],
  ])('%s has the values of its formula', (_, surrogate, points) => {
    for (const [x, expected] of points) expect(slope(surrogate, x)).toBeCloseTo(expected, 14);
  });

  it.each([
    ['triangular: width', () => triangular(0)],
    ['fastSigmoid: steepness', () => fastSigmoid(-1)],
    ['exponentialSurrogate: steepness', () => exponentialSurrogate(NaN)],
    ['arctan: width', () => arctan(0)],
    ['boxcar: halfWidth', () => boxcar(-0.1)],
    ['windowed: halfWidth', () => windowed(boxcar(1), 0)],
    ['windowed: halfWidth', () => windowed(boxcar(1), Infinity)],
  ])('%s must be above 0', (name, make) => {
    expect(make).toThrow(`${name} must be a finite number above 0, got`);
  });
});
