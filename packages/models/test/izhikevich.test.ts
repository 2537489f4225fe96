import { evaluator, recordPopulationStep } from '@growcone/core';
import { izhikevich } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { intervals, runNeuron, spikeTimes } from './support/run-neuron.ts';

describe('izhikevich', () => {
  it('rests at -70 mV, where 0.04 v² + (5 - b) v + 140 is 0', () => {
    const { u } = runNeuron(izhikevich(), { steps: 20_000, dt: 0.1 }).at(-1)!;
    expect(u['v']).toBeCloseTo(-70, 9);
    expect(u['u']).toBeCloseTo(-14, 9);
  });

  it('fires tonically at 10 mV/ms, with intervals that lengthen and settle', () => {
    const times = spikeTimes(runNeuron(izhikevich(), { steps: 10_000, dt: 0.1, current: () => 10 }));
    const between = intervals(times);
    expect(times.length).toBeGreaterThan(10);
    expect(between[0]).toBeLessThan(between[1]!);
    expect(Math.abs(between.at(-1)! - between.at(-2)!)).toBeLessThanOrEqual(1);
  });

  it('converges to first order in dt: the error of a subthreshold potential halves with the step', () => {
    const at = (dt: number): number =>
      runNeuron(izhikevich(), { steps: 4 / dt, dt, current: () => -5 }).at(-1)!.u['v']!;
    const exact = at(1 / 4096);
    const ratio = (at(1 / 64) - exact) / (at(1 / 128) - exact);
    // The next order adds about dt; the reference itself is off by 1/32 of the smaller error.
    expect(ratio).toBeGreaterThan(1.9);
    expect(ratio).toBeLessThan(2.15);
  });

  it('goes to c and adds d with a spike', () => {
    const model = izhikevich({ c: -55, d: 4 });
    const rows = runNeuron(model, { steps: 100, current: () => 20 });
    const first = spikeTimes(rows)[0]!;
    const { u } = rows[first - 1]!;
    const [v, w] = [-55, u['u']! + 4];
    expect(rows[first]!.u['v']).toBeCloseTo(v + (0.04 * v * v + 5 * v + 140 - w + 20), 12);
    expect(rows[first]!.u['u']).toBeCloseTo(w + 0.02 * (0.2 * v - w), 12);
  });

  it('starts at c and b c', () => {
    const { state } = izhikevich({ b: 0.25, c: -60 });
    expect([state['v']!.value, state['u']!.value]).toEqual([-60, -15]);
  });

  it('has a slope of 0.01 per mV at and above its peak, a factor e less 30 mV below', () => {
    const step = recordPopulationStep(izhikevich(), [], 1);
    const slope = (v: number): number => evaluator({ 'u.v': v })(step.slope!);
    expect(slope(30)).toBe(0.01);
    expect(slope(300)).toBe(0.01);
    expect(slope(0)).toBeCloseTo(0.01 * Math.exp(-1), 15);
  });
});
