import { ParameterRangeError, UnknownNameError } from '@growcone/core';
import { adam } from '@growcone/training';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runOptimiser } from './support/run-optimiser.ts';

describe('adam', () => {
  it('moves a weight by the learning rate against a constant gradient, in every update, whatever its size', () => {
    for (const grad of [1e-3, 1, 250, -40]) {
      const weights = runOptimiser(adam({ learningRate: 0.01, epsilon: 1e-300 }), () => grad, 50, 3);
      // Bias correction makes both averages exact; about ten rounding errors per update remain.
      weights.forEach((w, i) => expect(w).toBeCloseTo(3 - 0.01 * (i + 1) * Math.sign(grad), 12));
    }
  });

  it('is the published algorithm', () => {
    const grads = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(grads, (g) => {
        const [eta, b1, b2, epsilon] = [0.05, 0.8, 0.95, 1e-6];
        let [w, m, v] = [0.5, 0, 0];
        const expected = g.map((grad, i) => {
          m = b1 * m + (1 - b1) * grad;
          v = b2 * v + (1 - b2) * grad ** 2;
          w -= (eta * (m / (1 - b1 ** (i + 1)))) / (Math.sqrt(v / (1 - b2 ** (i + 1))) + epsilon);
          return w;
        });
        const got = runOptimiser(
          adam({ learningRate: eta, beta1: b1, beta2: b2, epsilon }),
          (t) => g[t - 1]!,
          g.length,
          0.5,
        );
        // Steps are at most a few learning rates: thirty of them with a few rounding errors each.
        got.forEach((x, i) => expect(Math.abs(x - expected[i]!)).toBeLessThan(1e-13));
      }),
    );
  });

  it('leaves a weight that never had a gradient where it is', () => {
    expect(runOptimiser(adam(), () => 0, 5, 0.25)).toEqual(Array(5).fill(0.25));
  });

  it('has the published defaults', () => {
    expect(adam().learningRate).toBe(0.001);
    expect(runOptimiser(adam(), (t) => (t === 1 ? 1 : 0), 2)[1]).toBeCloseTo(
      -0.001 - (0.001 * (0.09 / 0.19)) / Math.sqrt(0.000999 / 0.001999),
      10,
    );
  });

  it('refuses options that cannot work', () => {
    for (const options of [
      { learningRate: 0 },
      { beta1: 1 },
      { beta2: -0.1 },
      { epsilon: 0 },
      { learningRate: Number.NaN },
    ]) {
      expect(() => adam(options)).toThrow(ParameterRangeError);
    }
    expect(() => adam({ learningrate: 1 } as object)).toThrow(UnknownNameError);
    expect(() => adam({ learningrate: 1 } as object)).toThrow("Did you mean 'learningRate'?");
  });
});
