import { evaluator, populationDynamics, recordPopulationStep } from '@growcone/core';
import { alif, delta } from '@growcone/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runNeuron, spikeTimes } from './support/run-neuron.ts';

const rho = Math.exp(-1 / 2000);

describe('alif', () => {
  it('adapts by 1 per spike and forgets with tauAdapt', () => {
    const rows = runNeuron(alif({ tauAdapt: 100 }), { steps: 101, current: (t) => (t === 1 ? 0.6 : 0) });
    expect(spikeTimes(rows)).toEqual([1]);
    expect(rows[0]!.u['a']).toBe(0);
    // A hundred products of a rounded decay factor.
    expect(rows[100]!.u['a']).toBeCloseTo(Math.exp(-1), 13);
  });

  it('compares with vTh + beta rho (a + z of the step before)', () => {
    const second = vTh(0.6 + 0.0174 * rho);
    expect(second(1e-12)).toEqual([1, 2]);
    expect(second(-1e-12)).toEqual([1]);

    function vTh(raised: number): (more: number) => number[] {
      return (more) => spikeTimes(runNeuron(alif(), { steps: 2, current: (t) => (t === 1 ? 0.6 : raised + more) }));
    }
  });

  it('is linearised as in the published recursion', () => {
    const incoming = [{ name: 'in', synapse: delta() }];
    const step = recordPopulationStep(alif(), incoming, 1);
    const { components, transition, reset, resetSpike, drive, output } = populationDynamics(step, incoming);
    expect(components).toEqual(['v', 'a']);
    const { alpha, beta, vTh } = alif().constants(1) as Record<'alpha' | 'beta' | 'vTh', number>;
    fc.assert(
      fc.property(fc.double({ min: -1, max: 2, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }), (v, a) => {
        const at = evaluator({ 'u.v': v, 'u.a': a, 's.v': v, 's.a': a, z: 0 });
        const psi = (0.3 / vTh) * Math.max(0, 1 - Math.abs((v - (vTh + beta * a)) / vTh));
        expectClose(output.map(at), [psi, -psi * beta]);
        expectClose(drive[0]!.map(at), [1, 0]);
        const d = transition.map((row) =>
          components.map((_, j) =>
            row.reduce((sum, e, k) => sum + at(e) * (at(reset[k]![j]!) + at(resetSpike[k]!) * at(output[j]!)), 0),
          ),
        );
        expectClose(d.flat(), [alpha, 0, rho * psi, rho * (1 - psi * beta)]);
      }),
    );
  });
});

/** A few operations on numbers up to 1: a few rounding errors of 1e-16. */
function expectClose(got: readonly number[], want: readonly number[]): void {
  expect(got.length).toBe(want.length);
  got.forEach((x, i) => expect(Math.abs(x - want[i]!)).toBeLessThan(1e-14));
}
