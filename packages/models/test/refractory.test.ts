import {
  evaluator,
  ParameterRangeError,
  populationDynamics,
  recordPopulationStep,
  UnknownNameError,
} from '@growcone/core';
import { alif, delta, leakyIntegrator, lif, NotSpikingError, refractory, spikeSource } from '@growcone/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervals, runNeuron, spikeTimes } from './support/run-neuron.ts';

describe('refractory', () => {
  it('gives intervals of exactly its steps under strong input', () => {
    for (const steps of [1, 2, 5]) {
      const times = spikeTimes(runNeuron(refractory(lif(), steps), { steps: 50, current: () => 10 }));
      expect(times[0]).toBe(1);
      expect(new Set(intervals(times))).toEqual(new Set([steps]));
    }
  });

  it('never gives a shorter interval, whatever the input', () => {
    const current = fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), current, (steps, drive) => {
        const rows = runNeuron(refractory(alif(), steps), { steps: drive.length, current: (t) => drive[t - 1]! });
        return intervals(spikeTimes(rows)).every((n) => n >= steps);
      }),
    );
  });

  it('integrates while it waits', () => {
    const rows = runNeuron(refractory(lif({ vTh: 1, tauMem: 1e300 }), 3), { steps: 4, current: () => 1 });
    expect(rows.map(({ u }) => u['v'])).toEqual([1, 1, 2, 3]);
    expect(spikeTimes(rows)).toEqual([1, 4]);
  });

  it('holds the variables it is told to, the others go on', () => {
    const model = refractory(alif({ vTh: 1, tauAdapt: 10 }), 3, { hold: ['v'] });
    const rows = runNeuron(model, { steps: 4, current: () => 1.5 });
    const alpha = Math.exp(-1 / 20);
    expect(rows.map(({ u }) => u['v'])).toEqual([1.5, 0.5, 0.5, 0.5 * alpha + 1.5]);
    expect(rows[2]!.u['a']).toBeCloseTo(Math.exp(-2 / 10), 14);
  });

  it('has no slope while it waits, and the model’s own otherwise', () => {
    const slopeAt = (wait: number): number => {
      const incoming = [{ name: 'in', synapse: delta() }];
      const { components, output } = populationDynamics(
        recordPopulationStep(refractory(lif(), 5), incoming, 1),
        incoming,
      );
      expect(components).toEqual(['v']);
      return evaluator({ 'u.v': 0.61, 'u.wait': wait })(output[0]!);
    };
    expect(slopeAt(2)).toBe(0);
    expect(slopeAt(0)).toBeCloseTo(0.3 / 0.61, 15);
  });

  it('can wrap a model twice: the longer period wins', () => {
    const times = spikeTimes(runNeuron(refractory(refractory(lif(), 4), 2), { steps: 20, current: () => 10 }));
    expect(new Set(intervals(times))).toEqual(new Set([4]));
  });

  it('refuses what has no threshold, a period that is no whole number, and unknown variables', () => {
    expect(() => refractory(leakyIntegrator(), 5)).toThrow(NotSpikingError);
    expect(() => refractory(spikeSource(), 5)).toThrow(
      "spikeSource has none. Use it on a model with a 'spike' section",
    );
    for (const steps of [0, -1, 2.5, Number.NaN]) expect(() => refractory(lif(), steps)).toThrow(ParameterRangeError);
    expect(() => refractory(lif(), 5, { hold: ['V'] })).toThrow(UnknownNameError);
    expect(() => refractory(lif(), 5, { hold: ['V'] })).toThrow("lif has no state variable 'V'. Did you mean 'v'?");
  });
});
