import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import { stdp, type StdpOptions } from '@growcone/plasticity-stdp';
import { oneSynapse, type Drive, type Outcome } from './support/one-synapse.ts';

const defaults = { aPlus: 0.01, aMinus: 0.012, tauPlus: 20, tauMinus: 20, wMin: 0, wMax: 1 };

/** The weight from the list of all pairs: no trace, one exponential for each pair. */
function fromPairs({ arrivals, fired }: Outcome, { dt, start }: Drive, options: StdpOptions): number {
  const { aPlus, aMinus, tauPlus, tauMinus, wMin, wMax } = { ...defaults, ...options };
  const { pairing = 'all', dependence = 'additive' } = options;
  const partners = (times: readonly number[], t: number): readonly number[] => {
    const earlier = times.filter((s) => s < t);
    return pairing === 'nearest' ? earlier.slice(-1) : earlier;
  };
  const window = (times: readonly number[], t: number, tau: number): number =>
    partners(times, t).reduce((sum, s) => sum + Math.exp((-(t - s) * dt) / tau), 0);
  let w = start;
  const clamp = (x: number): number => Math.min(wMax, Math.max(wMin, x));
  for (let t = 1; t <= Math.max(...arrivals, ...fired, 0); t++) {
    if (arrivals.includes(t)) {
      const change = aMinus * window(fired, t, tauMinus);
      w = clamp(w - change * (dependence === 'additive' ? 1 : w - wMin));
    }
    if (fired.includes(t)) {
      const change = aPlus * window(arrivals, t, tauPlus);
      w = clamp(w + change * (dependence === 'multiplicative' ? wMax - w : 1));
    }
  }
  return w;
}

const times = fc
  .uniqueArray(fc.integer({ min: 1, max: 110 }), { maxLength: 14 })
  .map((list) => list.toSorted((a, b) => a - b));
const drives: fc.Arbitrary<Drive> = fc.record({
  steps: fc.constant(120),
  dt: fc.constantFrom(0.1, 1, 2),
  delay: fc.integer({ min: 1, max: 4 }),
  pre: times,
  post: times,
  // Initial weights are single-precision numbers.
  start: fc.constantFrom(0.125, 0.5, 0.875),
});
const rules: fc.Arbitrary<StdpOptions> = fc.record({
  aPlus: fc.constantFrom(0.01, 0.2),
  aMinus: fc.constantFrom(0, 0.012, 0.3),
  tauPlus: fc.constantFrom(10, 20),
  tauMinus: fc.constantFrom(20, 64),
  pairing: fc.constantFrom('all', 'nearest'),
  dependence: fc.constantFrom('additive', 'multiplicative', 'mixed'),
});

describe('pair STDP', () => {
  it('moves a weight by the sum over all pairs, whatever the spikes, delays and options', async () => {
    await fc.assert(
      fc.asyncProperty(drives, rules, async (drive, options) => {
        const outcome = await oneSynapse(stdp(options), reference(), drive);
        // A trace multiplies up to 120 decay factors, each rounded to 1e-16.
        expect(outcome.weight).toBeCloseTo(fromPairs(outcome, drive, options), 12);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same on the CPU, up to rounding', async () => {
    await fc.assert(
      fc.asyncProperty(drives, rules, async (drive, options) => {
        const outcome = await oneSynapse(stdp(options), cpu({ threads: 1 }), drive);
        // Some hundred roundings of 2^-24, of changes up to 0.3.
        expect(outcome.weight).toBeCloseTo(fromPairs(outcome, drive, options), 5);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [5, 'grows by aPlus · exp(−Δ/tauPlus) where the presynaptic spike comes first', 0.5 + 0.01 * Math.exp(-5 / 20)],
    [-5, 'shrinks by aMinus · exp(−Δ/tauMinus) where it comes later', 0.5 - 0.012 * Math.exp(-5 / 20)],
    [0, 'stays where both fall into one step', 0.5],
  ])('at a distance of %i ms %s', async (distance, _, expected) => {
    const arrival = 50;
    const drive = { steps: 100, dt: 1, delay: 1, pre: [arrival - 1], post: [arrival + distance - 1], start: 0.5 };
    const { arrivals, fired, weight } = await oneSynapse(stdp(), reference(), drive);
    expect([arrivals, fired]).toEqual([[arrival], [arrival + distance]]);
    expect(weight).toBeCloseTo(expected, 14);
  });

  it('keeps weights within their bounds', async () => {
    const pre = Array.from({ length: 30 }, (_, i) => 10 + 3 * i);
    const run = async (aPlus: number, aMinus: number): Promise<number> =>
      (
        await oneSynapse(stdp({ aPlus, aMinus, wMin: 0.2, wMax: 0.7 }), cpu({ threads: 1 }), {
          steps: 120,
          dt: 1,
          delay: 1,
          pre,
          post: pre.map((t) => t + 1),
          start: 0.5,
        })
      ).weight;
    expect(await run(1, 0)).toBe(Math.fround(0.7));
    expect(await run(0, 1)).toBe(Math.fround(0.2));
  });

  it('refuses what cannot be meant', () => {
    expect(() => stdp({ tauPlus: -1 })).toThrow(/stdp\.tauPlus .* greater than 0 ms, got -1/);
    expect(() => stdp({ pairing: 'nearst' as never })).toThrow(/Did you mean 'nearest'/);
    expect(() => stdp({ wMin: 1, wMax: 1 })).toThrow(/wMin must be below wMax, got 1 and 1/);
    expect(() => stdp({ aplus: 1 } as never)).toThrow(/aPlus/);
  });
});
