import { describe, expect, it } from 'vitest';
import { lift, randomUniform, variable, type Expr } from '../../src/expression/expression.ts';
import type { SweepPlan } from '../../src/plan/rewiring-plan.ts';
import { removalCount, schedule } from '../../src/plan/scheduled.ts';

const sweep = (share: NonNullable<SweepPlan['lowest']>['share']): SweepPlan => {
  const recorded = { nodes: [{ op: 'constant', value: 0 } as const], result: 0 };
  const head = { id: 0, name: 'shrinking', store: 0, stream: 0, init: {} };
  return { ...head, kind: 'sweep', prune: recorded, count: 'replace', lowest: { value: recorded, share } };
};
const scheduled = (of: (batches: Expr) => Expr): SweepPlan => sweep(schedule(of(variable('batches'))));

describe('the number of synapses that a rewiring removes', () => {
  it('is the share of all, rounded with halves up', () => {
    expect([0, 0.1, 0.25, 0.5, 1].map((share) => removalCount(sweep(share), 10, 0))).toEqual([0, 1, 3, 5, 10]);
  });

  it('follows the number of batches, in double precision', () => {
    const halving = scheduled((batches) => batches.div(-10).mul(Math.LN2).exp());
    expect([0, 10, 20].map((batches) => removalCount(halving, 1000, batches))).toEqual([1000, 500, 250]);
    const until = scheduled((batches) => batches.lt(5).and(batches.ge(2)).select(lift(0.5).max(0), 0));
    expect([1, 2, 4, 5].map((batches) => removalCount(until, 8, batches))).toEqual([0, 4, 4, 0]);
    const saturating = scheduled((batches) => batches.sqrt().tanh().log().exp().detach());
    expect(removalCount(saturating, 1e6, 4)).toBe(Math.round(1e6 * Math.tanh(2)));
  });

  it('survives a structured clone and a print as JSON', () => {
    const rule = scheduled((batches) => batches.div(100).min(1));
    const printed = JSON.parse(JSON.stringify(structuredClone(rule))) as SweepPlan;
    expect(removalCount(printed, 40, 50)).toBe(20);
  });

  it('is refused where the share is not from 0 to 1, with the name of the rule', () => {
    expect(() =>
      removalCount(
        scheduled((batches) => batches.mul(0.4)),
        10,
        3,
      ),
    ).toThrow(/'shrinking' prunes after batch 3 is 1\.2\d*, and it must be from 0 to 1/);
    expect(() =>
      removalCount(
        scheduled((batches) => batches.div(0)),
        10,
        0,
      ),
    ).toThrow(/is NaN/);
  });

  it('cannot depend on a draw, or on anything but the number of batches', () => {
    expect(() => schedule(randomUniform())).toThrow(/'uniform draw'/);
    expect(() => schedule(variable('w'))).toThrow(/'w'/);
  });
});
