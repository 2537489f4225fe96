import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import { citations, type StoreSnapshot } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import {
  displacementProfile,
  mapQuality,
  presets,
  probabilityAt,
  redrawnControl,
  RunningMap,
  shuffledControl,
  signedRankLess,
  topographicMap,
  type MapPreset,
  type TopographicMap,
} from '../src/index.ts';

const { knight2025 } = presets;
const start = (map: TopographicMap, threads = 1): Promise<RunningMap> => RunningMap.start(map, cpu({ threads }));

async function formed(map: TopographicMap, milliseconds: number, threads = 1): Promise<StoreSnapshot> {
  await using running = await start(map, threads);
  await running.advance(milliseconds);
  return running.live.synapses(map.feedforward);
}

describe('a topographic map', () => {
  it('starts with the in-degree of its kernel within sampling error', async () => {
    const map = topographicMap({ seed: 1 });
    await using running = await start(map);
    for (const [projection, kernel] of [
      [map.feedforward, knight2025.rewiring.feedforward],
      [map.lateral, knight2025.rewiring.lateral],
    ] as const) {
      const { pre } = await running.live.synapses(projection);
      const chances = Array.from({ length: 256 }, (_, n) => {
        const [x, y] = [n % 16, Math.floor(n / 16)].map((d) => Math.min(d, 16 - d));
        return probabilityAt(kernel, x! * x! + y! * y!);
      });
      const expected = chances.reduce((sum, p) => sum + p, 0);
      const variance = chances.reduce((sum, p) => sum + p * (1 - p), 0) / 256;
      // 2π · peak · sigma² = 6.28 for both.
      expect(expected).toBeCloseTo(6.28, 1);
      expect(Math.abs(pre.length / 256 - expected)).toBeLessThan(4 * Math.sqrt(variance));
    }
  });

  it('with frozen weights is connected with probability F / (F + q) at every displacement', async () => {
    // Nothing fires, and a rewiring looks at a quarter of the pairs, so that the equilibrium is reached: a pair forgets at a rate of
    // F + q ≥ 0.1 per attempt. Every class of 64 pairs has 1.1 · 10⁵
    // attempts: 1 − e^(−1/4) per pair and ms, for a pair drawn twice at once counts once.
    const q = 0.1;
    const frozen: MapPreset = {
      ...knight2025,
      side: 8,
      dt: 1,
      stimulus: { ...knight2025.stimulus, flat: 0 },
      rewiring: { ...knight2025.rewiring, attempts: 1024, eliminateStrong: q },
    };
    const map = topographicMap({ preset: frozen, seed: 1, plastic: false, stimulus: 'uncorrelated' });
    await using running = await start(map);
    const looks = 24;
    const seen = Array.from({ length: 8 }, () => new Float64Array(8));
    for (let look = 0; look < looks; look++) {
      // 320 ms are 71 attempts per pair: e⁻⁷ of the look before is remembered.
      await running.advance(320);
      const { probability } = displacementProfile(map.layer, await running.live.synapses(map.feedforward));
      probability.forEach((row, y) => row.forEach((p, x) => (seen[y]![x]! += 64 * p)));
    }
    let chiSquared = 0;
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 8; x++) {
        const f = probabilityAt(frozen.rewiring.feedforward, (x - 4) ** 2 + (y - 4) ** 2);
        const p = f / (f + q);
        const n = 64 * looks;
        chiSquared += (seen[y]![x]! - n * p) ** 2 / (n * p * (1 - p));
      }
    }
    // χ² of 64 degrees of freedom is between 34.5 and 104.8 with probability 0.998.
    expect(chiSquared).toBeLessThan(104.8);
    expect(chiSquared).toBeGreaterThan(34.5);
  });

  it('sharpens: after 60 s of correlated input weights spread less than both controls', async () => {
    const map = topographicMap({ seed: 1 });
    const synapses = await formed(map, 60_000);
    const spread = (s: StoreSnapshot): Float64Array => mapQuality(map.layer, s, 'weights').neurons.sigma;
    const own = spread(synapses);
    const redrawn = spread(redrawnControl(map.layer, knight2025.rewiring.feedforward, synapses, 1));
    expect(signedRankLess(own, redrawn)).toBeLessThan(0.01);
    expect(signedRankLess(own, spread(shuffledControl(map.layer, synapses, 1)))).toBeLessThan(0.01);
  });

  it('without rewiring keeps its connectivity', async () => {
    const map = topographicMap({ seed: 1, rewiring: false });
    await using running = await start(map);
    const before = await running.live.synapses(map.feedforward);
    await running.advance(2000);
    const after = await running.live.synapses(map.feedforward);
    expect([after.pre, after.post]).toEqual([before.pre, before.post]);
    expect(after.variables['w']).not.toEqual(before.variables['w']);
  });

  it('is the same on one and two threads, and however its time is cut', async () => {
    const map = topographicMap({ seed: 1 });
    const whole = await formed(map, 1000);
    expect(await formed(map, 1000, 2)).toEqual(whole);
    await using running = await start(map);
    for (const part of [7, 13.5, 479.5, 500]) await running.advance(part);
    expect(running.milliseconds).toBe(1000);
    expect(await running.live.synapses(map.feedforward)).toEqual(whole);
  });

  it('goes on from a checkpoint as if it had never stopped', async () => {
    const map = topographicMap({ seed: 2 });
    await using first = await start(map);
    await first.advance(500);
    const checkpoint = await first.live.checkpoint();
    await first.advance(500);
    await using second = await start(map);
    await second.live.restore(checkpoint);
    await second.advance(500);
    expect(await second.live.synapses(map.lateral)).toEqual(await first.live.synapses(map.lateral));
  });

  it('is the same in the interpreter for a while', async () => {
    const small = { ...knight2025, side: 6 };
    const map = topographicMap({ preset: small, seed: 1 });
    await using golden = await RunningMap.start(map, reference());
    await golden.advance(40);
    const { pre, post } = await golden.live.synapses(map.feedforward);
    const fast = await formed(map, 40);
    expect([fast.pre, fast.post]).toEqual([pre, post]);
  });

  it('may be a single pair of neurons', async () => {
    const preset: MapPreset = {
      ...knight2025,
      side: 1,
      rewiring: { ...knight2025.rewiring, feedforward: { peak: 1, sigma: 1 } },
    };
    const map = topographicMap({ preset, seed: 1 });
    const { pre } = await formed(map, 100);
    expect(pre.length).toBeLessThanOrEqual(1);
  });

  it('names what it was published in, by its preset, and the rules it is made of', () => {
    const sources = (preset: MapPreset): [string, readonly string[]][] => [
      ...citations(topographicMap({ preset, seed: 1 }).network.describe()),
    ];
    const bamford = 'doi:10.1016/j.neunet.2010.01.005';
    expect(sources(presets.knight2025)).toContainEqual(['arXiv:2510.19764', ['network']]);
    expect(sources(presets.knight2025)).toContainEqual([bamford, ['distanceRewiring']]);
    expect(sources(presets.bamford2010)).toContainEqual([bamford, ['network', 'distanceRewiring']]);
  });

  it('refuses a scale that is no whole number of at least 1', () => {
    expect(() => topographicMap({ seed: 1, scale: 0 })).toThrow(
      'The scale of a map must be a whole number of at least 1, got 0.',
    );
    expect(() => topographicMap({ seed: 1, scale: 1.5 })).toThrow('got 1.5');
  });

  it('refuses constants that make no sense', () => {
    const with_ = (more: Partial<MapPreset>) => () => topographicMap({ preset: { ...knight2025, ...more }, seed: 1 });
    expect(with_({ neuron: { ...knight2025.neuron, tauMem: -20 } })).toThrow('tauMem');
    expect(with_({ stimulus: { ...knight2025.stimulus, duration: 0 } })).toThrow('Stimulus.duration');
    expect(with_({ rewiring: { ...knight2025.rewiring, interval: -1 } })).toThrow('topographicMap.rewiring.interval');
    expect(with_({ side: 0 })).toThrow('The width of a grid must be a whole number of at least 1, got 0.');
  });

  it('may have a step longer than the refractory period', async () => {
    const map = topographicMap({ preset: { ...knight2025, dt: 10 }, seed: 1 });
    const { variables } = await formed(map, 1000);
    expect(variables['w']!.every((w) => w >= 0 && w <= Math.fround(0.2))).toBe(true);
  });

  it('refuses a time that is no whole number of steps', async () => {
    await using running = await start(topographicMap({ seed: 1 }));
    await expect(running.advance(0.25)).rejects.toThrow('0.25');
    await expect(running.advance(-1)).rejects.toThrow('-1');
  });
});
