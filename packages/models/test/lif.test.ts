import { evaluator, isConstant, populationDynamics, recordPopulationStep } from '@growcone/core';
import { delta, lif } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { intervals, runNeuron, spikeTimes } from './support/run-neuron.ts';

describe('lif', () => {
  it('decays to 1/e after one membrane time constant', () => {
    const rows = runNeuron(lif({ tauMem: 20 }), { steps: 21, current: (t) => (t === 1 ? 0.5 : 0) });
    // Twenty products of a rounded decay factor: 20 rounding errors.
    expect(rows[20]!.u['v']).toBeCloseTo(0.5 * Math.exp(-1), 14);
  });

  it('does the same in other steps: ten of 0.1 ms are one of 1 ms', () => {
    const fine = runNeuron(lif(), { steps: 11, dt: 0.1, current: (t) => (t === 1 ? 0.5 : 0) });
    expect(fine[10]!.u['v']).toBeCloseTo(0.5 * Math.exp(-1 / 20), 14);
  });

  it('settles at input / (1 - alpha) below threshold', () => {
    const alpha = Math.exp(-1 / 20);
    const rows = runNeuron(lif(), { steps: 1000, current: () => 0.5 * (1 - alpha) });
    expect(rows.at(-1)!.u['v']).toBeCloseTo(0.5, 12);
    expect(spikeTimes(rows)).toEqual([]);
  });

  it('fires when the potential equals the threshold, and the next step starts at 0', () => {
    const rows = runNeuron(lif({ vTh: 0.5 }), { steps: 2, current: (t) => (t === 1 ? 0.5 : 0) });
    expect(rows.map(({ z }) => z)).toEqual([true, false]);
    expect(rows[1]!.u['v']).toBe(0);
  });

  it('loses exactly the threshold with a spike and keeps the rest', () => {
    const rows = runNeuron(lif({ vTh: 0.5 }), { steps: 2, current: (t) => (t === 1 ? 0.75 : 0) });
    expect(rows[1]!.u['v']).toBe(0.25 * lif().constants(1)['alpha']!);
  });

  it('fires every second step when half the threshold arrives in a step and nothing leaks', () => {
    const rows = runNeuron(lif({ vTh: 1, tauMem: 1e300 }), { steps: 20, current: () => 0.5 });
    expect(intervals(spikeTimes(rows))).toEqual(Array(9).fill(2));
  });

  it('has a slope of 0.3 / vTh at threshold, zero at rest, and a reset that learning does not see', () => {
    const step = recordPopulationStep(lif({ vTh: 0.5 }), [], 1);
    const slope = (v: number): number => evaluator({ 'u.v': v })(step.slope!);
    expect(slope(0.5)).toBeCloseTo(0.6, 15);
    expect(slope(0.25)).toBeCloseTo(0.3, 15);
    expect(slope(0)).toBe(0);
    const incoming = [{ name: 'in', synapse: delta() }];
    const { resetSpike } = populationDynamics(recordPopulationStep(lif(), incoming, 1), incoming);
    expect(resetSpike.every((e) => isConstant(e, 0))).toBe(true);
  });
});
