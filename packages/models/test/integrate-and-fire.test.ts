import { ParameterRangeError } from '@growcone/core';
import { integrateAndFire, refractory } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { intervals, runNeuron, spikeTimes } from './support/run-neuron.ts';

describe('integrateAndFire', () => {
  it('solves the membrane equation exactly for a constant current, whatever the step', () => {
    for (const dt of [0.1, 1, 5]) {
      const rows = runNeuron(integrateAndFire({ vTh: 0 }), { steps: 10 / dt, dt, current: () => 0.25 });
      // 100 MΩ · 0.25 nA = 25 mV above rest.
      expect(rows.at(-1)!.u['v']).toBeCloseTo(-60 + 25 * (1 - Math.exp(-10 / 20)), 11);
    }
  });

  it('fires at the interval of the closed form: refractory period + tauMem ln((vInf - vReset)/(vInf - vTh))', () => {
    const dt = 0.1;
    const model = refractory(integrateAndFire(), 50, { hold: ['v'] });
    const between = intervals(spikeTimes(runNeuron(model, { steps: 5000, dt, current: () => 0.2 })));
    const toThreshold = 20 * Math.log(20 / 10);
    // Spikes fall on steps: held for 49 steps after the spike, then the first step at or above the threshold.
    expect(new Set(between)).toEqual(new Set([49 + Math.ceil(toThreshold / dt)]));
  });

  it('expresses the CUBA neuron: a rest above threshold fires without input, every 5 ms + 20 ms ln 11', () => {
    const cuba = refractory(integrateAndFire({ resistance: 1, vRest: -49 }), 50, { hold: ['v'] });
    const times = spikeTimes(runNeuron(cuba, { steps: 2000, dt: 0.1 }));
    expect(intervals(times)[0]).toBe(49 + Math.ceil((20 * Math.log(11)) / 0.1));
    expect(times[0]).toBe(Math.ceil((20 * Math.log(11)) / 0.1));
  });

  it('starts at its reset, and refuses a reset that is not below the threshold', () => {
    expect(integrateAndFire({ vReset: -70 }).state['v']!.value).toBe(-70);
    expect(() => integrateAndFire({ vReset: -50 })).toThrow(ParameterRangeError);
    expect(() => integrateAndFire({ vReset: -50 })).toThrow('integrateAndFire.vReset (potential after a spike');
  });
});
