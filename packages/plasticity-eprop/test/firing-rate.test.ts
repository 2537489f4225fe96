import { lift, variable, type NeuronSignal } from '@growcone/core';
import { eprop, type FiringRateOptions } from '@growcone/plasticity-eprop';
import { describe, expect, it } from 'vitest';
import { evaluator } from './support/dual.ts';

const signalOf = (options: FiringRateOptions): NeuronSignal => eprop({ firingRate: options }).signal!;

/** Average rate and signal after each step of a spike train. */
function run(signal: NeuronSignal, spikes: readonly number[], dt: number): { f: number; signal: number }[] {
  const scope = { state: { f: variable('f') }, reduced: {}, steps: variable('steps'), size: 1, dt };
  const after = lift(signal.advance!({ state: scope.state, z: variable('z'), slope: variable('slope'), dt })['f']!);
  let f = signal.carried!['f']!.value;
  return spikes.map((z) => {
    f = evaluator({ f, z })(after);
    return { f, signal: evaluator({ f })(signal.signal!(scope)) };
  });
}

describe('the firing-rate signal', () => {
  it('is 0 for a neuron that has always fired at its target', () => {
    // One spike in every step of 100 ms: 10 Hz.
    const rows = run(signalOf({ target: 10 }), Array<number>(20).fill(1), 100);
    // Twenty sums of numbers up to 10, each rounded to 1e-15.
    rows.forEach(({ signal }) => expect(Math.abs(signal)).toBeLessThan(1e-15));
  });

  it('falls to strength · -target · dt/1000 for a silent neuron, by a factor e per time constant', () => {
    const rows = run(signalOf({ target: 20, strength: 0.5, tau: 200 }), Array<number>(200).fill(0), 1);
    const floor = -0.5 * 20e-3;
    expect(rows.at(-1)!.signal).toBeCloseTo(floor * (1 - Math.exp(-1)), 12);
  });

  it('is strength times the spikes per step too many, in the long run', () => {
    const everyTenth = Array.from({ length: 20_000 }, (_, t) => Number(t % 10 === 0));
    const rows = run(signalOf({ tau: 500 }), everyTenth, 1);
    const mean = rows.slice(-10).reduce((sum, { signal }) => sum + signal, 0) / 10;
    // 0.1 spikes per step where 0.01 are wanted.
    expect(mean).toBeCloseTo(0.001 * (0.1 - 0.01), 12);
  });

  it('counts the spike of the step it is asked in', () => {
    const [row] = run(signalOf({ target: 0, strength: 1, tau: 500 }), [1], 1);
    expect(row!.signal).toBeCloseTo(1 - Math.exp(-1 / 500), 14);
  });

  it('starts at its target, whatever dt is', () => {
    expect(signalOf({ target: 7 }).carried!['f']!.value).toBe(7);
    expect(signalOf({}).carried!['f']!).toMatchObject({ value: 10, unit: 'Hz' });
  });
});
