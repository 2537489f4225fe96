import { UnknownNameError, defineNeuron, quantity, recordPopulationStep } from '@growcone/core';
import { alpha, conductance, delta, exponential, integrateAndFire, leakyIntegrator } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { runNeuron } from './support/run-neuron.ts';

/** A neuron whose potential is its input of this step. */
const probe = defineNeuron({
  name: 'probe',
  params: {},
  state: { v: quantity(0, '', 'input') },
  integrate: (_, input) => ({ v: input }),
});

const weight = 3;
const once = (t: number): number => (t === 1 ? weight : 0);

describe('delta', () => {
  it('gives the weight in the step of the arrival and nothing after', () => {
    const rows = runNeuron(probe(), { steps: 3, synapse: delta(), arrived: once });
    expect(rows.map(({ u }) => u['v'])).toEqual([weight, 0, 0]);
  });
});

describe('exponential', () => {
  it('gives the weight at once, decayed to 1/e after tauSyn', () => {
    const rows = runNeuron(probe(), { steps: 51, dt: 0.1, synapse: exponential({ tauSyn: 5 }), arrived: once });
    expect(rows[0]!.u['v']).toBe(weight);
    expect(rows[50]!.u['v']).toBeCloseTo(weight * Math.exp(-1), 13);
  });

  it('adds up arrivals', () => {
    const rows = runNeuron(probe(), { steps: 400, synapse: exponential({ tauSyn: 5 }), arrived: () => 1 });
    expect(rows.at(-1)!.u['v']).toBeCloseTo(1 / (1 - Math.exp(-1 / 5)), 12);
  });
});

describe('alpha', () => {
  it('is w t/tau exp(1 - t/tau) at every step, with its peak, the weight, at tau', () => {
    const rows = runNeuron(probe(), { steps: 300, dt: 0.5, synapse: alpha({ tauSyn: 10 }), arrived: once });
    rows.forEach(({ u }, i) => {
      const x = (i * 0.5) / 10;
      expect(u['v']).toBeCloseTo(weight * x * Math.exp(1 - x), 12);
    });
    expect(rows[20]!.u['v']).toBeCloseTo(weight, 12);
  });
});

describe('conductance', () => {
  it('pulls the potential towards its reversal with the driving force the step starts with', () => {
    const rows = runNeuron(integrateAndFire({ vTh: 100 }), {
      steps: 2,
      dt: 0.1,
      synapse: conductance({ reversal: -80, tauSyn: 10 }),
      arrived: (t) => (t === 1 ? 0.067 : 0),
    });
    const decay = Math.exp(-0.1 / 20);
    const step = (v: number, g: number): number => v * decay + (1 - decay) * (-60 + 100 * g * (-80 - v));
    const first = step(-60, 0.067);
    expect(rows[0]!.u['v']).toBeCloseTo(first, 12);
    expect(rows[1]!.u['v']).toBeCloseTo(step(first, 0.067 * Math.exp(-0.01)), 12);
  });

  it('settles where leak and conductance balance', () => {
    const synapse = conductance({ reversal: 0, tauSyn: 1e300 });
    const g = 0.01;
    const rows = runNeuron(integrateAndFire({ vTh: 100 }), {
      steps: 4000,
      dt: 0.1,
      synapse,
      arrived: (t) => (t === 1 ? g : 0),
    });
    // R g = 1: the potential is half-way between rest and reversal.
    expect(rows.at(-1)!.u['v']).toBeCloseTo(-30, 10);
  });

  it('needs a postsynaptic potential called v', () => {
    const other = defineNeuron({
      name: 'other',
      params: {},
      state: { x: quantity(0, '', 'something') },
      integrate: () => ({}),
    });
    const compile = (): unknown => recordPopulationStep(other(), [{ name: 'in', synapse: conductance() }], 1);
    expect(compile).toThrow(UnknownNameError);
    expect(compile).toThrow("other has no state variable 'v'.");
    expect(() => recordPopulationStep(leakyIntegrator(), [{ name: 'in', synapse: conductance() }], 1)).not.toThrow();
  });
});
