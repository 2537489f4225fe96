import { ParameterRangeError, recordPopulationStep } from '@growcone/core';
import { poissonSource, spikeSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { runNeuron, spikeTimes } from './support/run-neuron.ts';

describe('spikeSource', () => {
  it('leaves its spikes to the input and keeps nothing', () => {
    expect(spikeSource()).toMatchObject({ source: 'input', state: {} });
    expect(spikeSource().spike).toBeUndefined();
  });
});

describe('poissonSource', () => {
  it('fires at its rate', () => {
    let seed = 1;
    const draw = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const steps = 100_000;
    const { length } = spikeTimes(runNeuron(poissonSource({ rate: 200 }), { steps, dt: 0.1, draw }));
    const p = 0.02;
    // Four standard deviations of a binomial count.
    expect(Math.abs(length - steps * p)).toBeLessThan(4 * Math.sqrt(steps * p * (1 - p)));
  });

  it('never fires at rate 0, not even on a draw of 0, and always at one spike per step', () => {
    expect(spikeTimes(runNeuron(poissonSource({ rate: 0 }), { steps: 3, draw: () => 0 }))).toEqual([]);
    const most = 1 - 2 ** -32;
    expect(spikeTimes(runNeuron(poissonSource({ rate: 1000 }), { steps: 3, draw: () => most }))).toEqual([1, 2, 3]);
  });

  it('has no variables', () => {
    expect(recordPopulationStep(poissonSource(), [], 0.1).names).toEqual([]);
  });

  it('refuses more than one spike per step, which depends on dt', () => {
    expect(poissonSource({ rate: 2000 }).constants(0.1)['probability']).toBeCloseTo(0.2, 15);
    expect(() => poissonSource({ rate: 2000 }).constants(1)).toThrow(ParameterRangeError);
    expect(() => poissonSource({ rate: 2000 }).constants(1)).toThrow('between 0 and 1000 Hz, got 2000');
  });
});
