import { UnknownNameError, type Loss } from '@growcone/core';
import { meanSquare, softmaxCrossEntropy, type LossTime } from '@growcone/training';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runLoss } from './support/run-loss.ts';

const outputs = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 8 });
const oneHot = (n: number, k: number): number[] => Array.from({ length: n }, (_, i) => Number(i === k));

/** Central differences: error h²/6 times a third derivative of at most 1, and rounding of 1e-16/h. */
function expectGradient(loss: Loss, y: readonly number[], target: readonly number[]): void {
  const h = 1e-5;
  const { gradient } = runLoss(loss, y, target);
  y.forEach((_, k) => {
    const at = (d: number): number => runLoss(loss, y.with(k, y[k]! + d), target).loss;
    expect(Math.abs((at(h) - at(-h)) / (2 * h) - gradient[k]!)).toBeLessThan(1e-8);
  });
}

describe('softmaxCrossEntropy', () => {
  const loss = softmaxCrossEntropy({ at: 'step' });

  it('is ln K for K equal outputs, with gradient 1/K and 1/K - 1', () => {
    const { loss: value, gradient } = runLoss(loss, [2, 2, 2, 2], oneHot(4, 1));
    expect(value).toBeCloseTo(Math.log(4), 15);
    expect(gradient).toEqual([0.25, -0.75, 0.25, 0.25]);
  });

  it('has a gradient that sums to 0 and agrees with finite differences', () => {
    fc.assert(
      fc.property(outputs, fc.nat(), (y, n) => {
        const target = oneHot(y.length, n % y.length);
        expect(Math.abs(runLoss(loss, y, target).gradient.reduce((a, b) => a + b, 0))).toBeLessThan(1e-14);
        expectGradient(loss, y, target);
      }),
    );
  });

  it('does not overflow', () => {
    const { loss: value, gradient } = runLoss(loss, [1e4, 0, -1e4], oneHot(3, 1));
    expect(value).toBe(1e4);
    expect(gradient).toEqual([1, -1, 0]);
  });
});

describe('meanSquare', () => {
  const loss = meanSquare({ at: 'trial' });

  it('is the mean over the outputs of the squared distance', () => {
    expect(runLoss(loss, [1, 2], [0, 4]).loss).toBe((1 + 4) / 2);
    expect(runLoss(loss, [1, 2], [0, 4]).gradient).toEqual([1, -2]);
  });

  it('has the gradient of finite differences', () => {
    fc.assert(
      fc.property(outputs, (y) =>
        expectGradient(
          loss,
          y,
          y.map((x) => 1 - x),
        ),
      ),
    );
  });
});

describe.each([softmaxCrossEntropy, meanSquare])('%o', (loss) => {
  it('is evaluated when it is told to be', () => {
    expect(loss({ at: 'step' }).at).toBe('step');
    expect(loss({ at: 'trial' }).at).toBe('trial');
  });

  it('refuses other times, also none', () => {
    expect(() => loss({ at: 'steps' as LossTime })).toThrow(UnknownNameError);
    expect(() => loss({ at: 'steps' as LossTime })).toThrow("Did you mean 'step'? It has: step, trial.");
    expect(() => (loss as unknown as () => Loss)()).toThrow(UnknownNameError);
  });
});
