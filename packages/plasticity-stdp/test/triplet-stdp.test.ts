import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import { tripletStdp, type TripletStdpOptions } from '@growcone/plasticity-stdp';
import { oneSynapse, type Drive, type Outcome } from './support/one-synapse.ts';

const defaults = {
  a2Plus: 0,
  a3Plus: 6.5e-3,
  a2Minus: 7.1e-3,
  a3Minus: 0,
  tauPlus: 16.8,
  tauMinus: 33.7,
  tauX: 101,
  tauY: 114,
};

/** The weight from sums over earlier spikes, as in the equations of Pfister and Gerstner (2006). */
function fromSpikes({ arrivals, fired }: Outcome, { dt, start }: Drive, options: TripletStdpOptions): number {
  const p = { ...defaults, ...options };
  const sum = (times: readonly number[], t: number, tau: number): number =>
    times.filter((s) => s < t).reduce((all, s) => all + Math.exp((-(t - s) * dt) / tau), 0);
  let w = start;
  const clamp = (x: number): number => Math.min(1, Math.max(0, x));
  for (let t = 1; t <= Math.max(...arrivals, ...fired, 0); t++) {
    if (arrivals.includes(t)) {
      w = clamp(w - sum(fired, t, p.tauMinus) * (p.a2Minus + p.a3Minus * sum(arrivals, t, p.tauX)));
    }
    if (fired.includes(t)) {
      w = clamp(w + sum(arrivals, t, p.tauPlus) * (p.a2Plus + p.a3Plus * sum(fired, t, p.tauY)));
    }
  }
  return w;
}

const times = fc
  .uniqueArray(fc.integer({ min: 1, max: 110 }), { maxLength: 14 })
  .map((list) => list.toSorted((a, b) => a - b));
const drives: fc.Arbitrary<Drive> = fc.record({
  steps: fc.constant(120),
  dt: fc.constantFrom(0.1, 1),
  delay: fc.integer({ min: 1, max: 3 }),
  pre: times,
  post: times,
  start: fc.constant(0.5),
});
const amplitude = fc.constantFrom(0, 0.005, 0.05);
const rules: fc.Arbitrary<TripletStdpOptions> = fc.record({
  a2Plus: amplitude,
  a3Plus: amplitude,
  a2Minus: amplitude,
  a3Minus: amplitude,
});

describe('triplet STDP', () => {
  it('moves a weight by the sums over earlier spikes of both neurons', async () => {
    await fc.assert(
      fc.asyncProperty(drives, rules, async (drive, options) => {
        const outcome = await oneSynapse(tripletStdp(options), reference(), drive);
        expect(outcome.weight).toBeCloseTo(fromSpikes(outcome, drive, options), 12);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same on the CPU, up to rounding', async () => {
    await fc.assert(
      fc.asyncProperty(drives, rules, async (drive, options) => {
        const outcome = await oneSynapse(tripletStdp(options), cpu({ threads: 1 }), drive);
        expect(outcome.weight).toBeCloseTo(fromSpikes(outcome, drive, options), 5);
      }),
      { numRuns: 20 },
    );
  });

  it('potentiates pairs at high rates and not at low ones, as in visual cortex', async () => {
    // Pre 10 ms before post: the triplet term grows with the rate of the postsynaptic neuron (Sjöström et al. 2001).
    const change = async (interval: number): Promise<number> => {
      const count = 20;
      const pre = Array.from({ length: count }, (_, i) => 10 + i * interval);
      const drive = { steps: 30 + count * interval, dt: 1, delay: 1, pre, post: pre.map((t) => t + 10), start: 0.5 };
      return (await oneSynapse(tripletStdp(), reference(), drive)).weight - 0.5;
    };
    const [slow, fast] = [await change(200), await change(25)];
    expect(slow).toBeLessThan(0.02);
    expect(fast).toBeGreaterThan(0.05);
  });
});
