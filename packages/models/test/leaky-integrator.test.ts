import { delta, leakyIntegrator } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { runNeuron } from './support/run-neuron.ts';

describe('leakyIntegrator', () => {
  it('is the sum of its inputs, each decayed by its age, and never fires', () => {
    const arrived = (t: number): number => (t % 3 === 0 ? 7 : -2);
    const rows = runNeuron(leakyIntegrator({ tauMem: 8 }), { steps: 30, synapse: delta(), arrived });
    const expected = rows.reduce((sum, _, i) => sum + arrived(i + 1) * Math.exp(-(29 - i) / 8), 0);
    expect(rows.at(-1)!.u['v']).toBeCloseTo(expected, 12);
    expect(rows.some(({ z }) => z)).toBe(false);
  });
});
