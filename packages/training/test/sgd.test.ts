import { ParameterRangeError } from '@growcone/core';
import { sgd } from '@growcone/training';
import { describe, expect, it } from 'vitest';
import { runOptimiser } from './support/run-optimiser.ts';

describe('sgd', () => {
  it('steps along the gradient', () => {
    expect(runOptimiser(sgd({ learningRate: 0.5 }), (t) => t, 3, 10)).toEqual([9.5, 8.5, 7]);
  });

  it('carries a variable per synapse only with momentum', () => {
    expect(sgd().synapse).toBeUndefined();
    expect(Object.keys(sgd({ momentum: 0.9 }).synapse!)).toEqual(['momentum']);
  });

  it('speeds up to learning rate / (1 - momentum) under a constant gradient', () => {
    const weights = runOptimiser(sgd({ learningRate: 0.1, momentum: 0.9 }), () => 1, 400);
    // 0.9^400 is below 1e-18.
    expect(weights[398]! - weights[399]!).toBeCloseTo(0.1 / (1 - 0.9), 10);
  });

  it('refuses a negative learning rate and a momentum of 1', () => {
    expect(() => sgd({ learningRate: -1 })).toThrow(ParameterRangeError);
    expect(() => sgd({ momentum: 1 })).toThrow(ParameterRangeError);
  });
});
