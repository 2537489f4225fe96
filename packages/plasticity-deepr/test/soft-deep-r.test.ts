import { evaluator, ParameterRangeError } from '@growcone/core';
import { softDeepR } from '@growcone/plasticity-deepr';
import { describe, expect, it } from 'vitest';
import { evaluated, record, synapseAt } from './support/synapse.ts';

const still = { l1: 0.5, temperature: 0, floor: -1 };

describe('softDeepR', () => {
  it('delivers max(θ, 0) · sign', () => {
    const rule = softDeepR(still);
    const delivered = rule.delivered!(synapseAt(rule));
    for (const theta of [0.25, 0, -0.25]) {
      for (const sign of [1, -1]) {
        const at = evaluator({ w: theta * sign, 'syn.theta': theta });
        expect(at(delivered)).toBeCloseTo(Math.max(theta, 0) * sign, 15);
      }
    }
  });

  it('moves no synapse: it has no edit', () => {
    expect(softDeepR().edit).toBeUndefined();
  });

  it('pulls active connections only', () => {
    const { penalty } = record(softDeepR(still));
    const at = (theta: number, sign: number): number =>
      evaluator({ 'syn.theta': theta, 'pair.sign': sign, batch: 10 })(penalty);
    expect([at(0.1, 1), at(0.1, -1), at(0, 1)]).toEqual([5, -5, 5]);
    expect([at(-0.1, 1), at(-0.1, -1)]).toEqual([0, 0]);
  });

  it('takes the optimiser’s step for an active connection and not for a dormant one', () => {
    const { adjust } = record(softDeepR(still));
    const after = (theta: number, w: number, sign: number): Record<string, number> =>
      evaluated(adjust, { w, 'syn.theta': theta, 'pair.sign': sign, learningRate: 0.1 });
    expect(after(0.5, -0.4, -1)).toEqual({ theta: 0.4, w: -0.4 });
    expect(after(0.5, 0.2, -1)).toEqual({ theta: -0.2, w: 0.2 });
    expect(after(-0.5, 7, 1)).toEqual({ theta: -0.5, w: -0.5 });
    expect(after(0.5, -3, 1)).toEqual({ theta: -1, w: -1 });
  });

  it('starts the given share active with |w|, the others evenly between floor and 0', () => {
    const { start } = record(softDeepR({ ...still, active: 0.25 }));
    const at = (lot: number, depth: number): Record<string, number> =>
      evaluated(start, { w: -0.3, 'pair.sign': 1, 'pair.lot': lot, 'pair.depth': depth });
    expect(at(0.2, 0.5)).toEqual({ theta: 0.3, w: 0.3 });
    expect(at(0.25, 0.5)).toEqual({ theta: -0.5, w: -0.5 });
    expect(at(0.9, 1)).toEqual({ theta: -1, w: -1 });
  });

  it('settles at a share T / (T + l1 batch |floor|) of active connections when there is no gradient', () => {
    const [learningRate, batch] = [0.01, 2];
    const { penalty, adjust } = record(softDeepR({ l1: 0.5, temperature: 1, floor: -3 }));
    let seed = 7;
    const uniform = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    let [theta, active] = [0, 0];
    const updates = 150_000;
    for (let t = 0; t < updates; t++) {
      const before = { w: theta, 'syn.theta': theta, 'pair.sign': 1, learningRate, batch };
      const w = theta - learningRate * evaluator(before)(penalty);
      theta = evaluated(adjust, { ...before, w }, normal)['theta']!;
      active += Number(theta >= 0);
    }
    // Bounds: steps of 0.14 against lengths of 1 and 3 shift the share by up to 0.02; walks of the chain take about
    // 3²/0.01 updates to forget where they were, so its mean has a standard deviation of about 0.02.
    expect(Math.abs(active / updates - 1 / (1 + 3))).toBeLessThan(0.08);
  });

  it('refuses a positive floor and a share above 1', () => {
    expect(() => softDeepR({ floor: 0.1 })).toThrow(ParameterRangeError);
    expect(() => softDeepR({ active: 2 })).toThrow(ParameterRangeError);
  });
});
