import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import type { Backend } from '@growcone/core';
import { ssgd } from '@growcone/plasticity-ssgd';
import { describe, expect, it } from 'vitest';
import { distance } from './compare.ts';
import type { OwnSignals } from './dense-bptt.ts';
import { compareLayers, type LayersCase } from './layers.ts';

// The promised bounds: both sides round, over sums of a few thousand terms of mixed sign; the spikes are checked to be the same.
const BOUNDS: readonly (readonly [string, Backend, number])[] = [
  ['the float64 reference', reference(), 1e-12],
  ['the CPU backend', cpu({ threads: 1 }), 1e-4],
  ['the CPU backend in segments', cpu({ threads: 1, segment: 7 }), 1e-4],
];

const plain = { recurrent: false, skip: false, delay: 1, beta: 0, halfWidth: Infinity, density: 1 };
const CASES: readonly LayersCase[] = [
  { ...plain, name: 'two layers', hidden: [10, 9] },
  { ...plain, name: 'three layers', hidden: [10, 9, 8] },
  { ...plain, name: 'one recurrent layer', hidden: [10], recurrent: true },
  { ...plain, name: 'two recurrent layers of ALIF with delays', hidden: [10, 9], recurrent: true, delay: 3, beta: 0.3 },
  { ...plain, name: 'a skip past two layers', hidden: [10, 9, 8], skip: true, delay: 2 },
  { ...plain, name: 'sparse recurrent layers', hidden: [12, 11], recurrent: true, density: 0.3 },
];
const everyActive = CASES.map((one) => [one.name, one] as const);
const windows = CASES.flatMap((one) =>
  [0.5, 0.2, 0.05].map((halfWidth) => [halfWidth, one.name, { ...one, halfWidth }] as const),
);

async function worst(
  one: LayersCase,
  [backend, bound]: readonly [Backend, number],
  rule = ssgd(),
  own?: OwnSignals,
): Promise<number> {
  const { of, loss, sameSpikes, fewestSpikes } = await compareLayers(one, rule, backend, own);
  expect(sameSpikes).toBe(true);
  expect(fewestSpikes).toBeGreaterThanOrEqual(20);
  expect(Math.abs(loss.got / loss.expected - 1)).toBeLessThanOrEqual(bound);
  return Math.max(...of.map(({ got, expected }) => distance(got, expected)));
}

describe.each(BOUNDS)('on %s', (_, backend, bound) => {
  it.each(everyActive)(
    'with every neuron active the gradient is that of dense backpropagation: %s',
    async (__, one) => {
      expect(await worst(one, [backend, bound])).toBeLessThanOrEqual(bound);
    },
  );

  it.each(windows)('with half-width %d it is the masked dense gradient: %s', async (_halfWidth, _name, one) => {
    expect(await worst(one, [backend, bound])).toBeLessThanOrEqual(bound);
  });

  it('the costs of activity add their own derivatives', async () => {
    const [upper, lower] = [
      { target: 2, strength: 3 },
      { target: 9, strength: 0.7 },
    ];
    const one: LayersCase = { ...plain, name: 'two layers', hidden: [10, 9], recurrent: true, halfWidth: 0.5 };
    // a · max(0, mean n − target) and a · Σ max(0, target − n)² / N, differentiated by hand.
    const own: OwnSignals = ({ spikes }) => {
      const size = spikes.length;
      const mean = spikes.reduce((sum, n) => sum + n, 0) / size;
      const down = mean > upper.target ? upper.strength / size : 0;
      const z = spikes.map((n) => down - ((2 * lower.strength) / size) * Math.max(0, lower.target - n));
      return { z, x: spikes.map(() => 0) };
    };
    const rule = ssgd({ upperActivity: upper, lowerActivity: lower });
    expect(await worst(one, [backend, bound], rule, own)).toBeLessThanOrEqual(bound);
  });

  it('the rescue lifts the distance above threshold of neurons that slept, whatever their slope', async () => {
    const one: LayersCase = {
      ...plain,
      name: 'two layers',
      hidden: [10, 30],
      beta: 0.3,
      halfWidth: 0.02,
      density: 0.2,
    };
    const strength = 0.8;
    let asleep = 0;
    const own: OwnSignals = ({ spikes, active, steps }) => {
      const sleeps = spikes.map((n, j) => n === 0 && active[j] === 0);
      asleep += sleeps.filter(Boolean).length;
      return { z: spikes.map(() => 0), x: sleeps.map((s) => (s ? -strength / steps : 0)) };
    };
    // An average over one batch and a bound of 1: every neuron that slept in a trial is lifted in it.
    const rule = ssgd({ rescue: { batches: 1, below: 1, strength } });
    expect(await worst(one, [backend, bound], rule, own)).toBeLessThanOrEqual(bound);
    expect(asleep).toBeGreaterThan(10);
  });
});
