import { cpu } from '@growcone/backend-cpu';
import { network, seedKey, type StoreSnapshot } from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import {
  axisDisplacement,
  connectInDegreeByDistance,
  grid,
  mapQuality,
  presets,
  RunningMap,
  sizeOf,
  topographicMap,
} from '../src/index.ts';

const { bamford2010 } = presets;

const inDegrees = ({ post }: StoreSnapshot, size: number): number[] => {
  const counts = Array.from({ length: size }, () => 0);
  for (const neuron of post) counts[neuron]! += 1;
  return counts;
};

describe('the map of Bamford, Murray and Willshaw', () => {
  it('begins with 16 synapses per neuron and projection, spread as in their stored initial state', async () => {
    const map = topographicMap({ preset: bamford2010, seed: 1 });
    await using running = await RunningMap.start(map, cpu({ threads: 1 }));
    for (const projection of [map.feedforward, map.lateral]) {
      expect(new Set(inDegrees(await running.live.synapses(projection), 256))).toEqual(new Set([16]));
    }
    const { sigmaAff, deviation } = mapQuality(map.layer, await running.live.synapses(map.feedforward), 'connectivity');
    // 2.355 and 0.820 there, where a pair may have several synapses. Without repetition partners are a little wider; the mean over 256
    // neurons has a standard error of 1 % (spread) and 3 % (displacement).
    expect(Math.abs(sigmaAff / 2.355 - 1)).toBeLessThan(0.05);
    expect(Math.abs(deviation / 0.82 - 1)).toBeLessThan(0.12);
  });

  it('never gives a neuron more than 16 synapses of a projection', async () => {
    const eager = { ...bamford2010, rewiring: { ...bamford2010.rewiring, attempts: 50 } };
    const map = topographicMap({ preset: eager, seed: 2 });
    await using running = await RunningMap.start(map, cpu({ threads: 1 }));
    for (let look = 0; look < 4; look++) {
      await running.advance(500);
      for (const projection of [map.feedforward, map.lateral]) {
        expect(Math.max(...inDegrees(await running.live.synapses(projection), 256))).toBeLessThanOrEqual(16);
      }
    }
  });
});

describe('a connector with an in-degree by distance', () => {
  it('prefers near neurons and repeats none', async () => {
    const on = grid(10, 10, 'plane');
    const net = network({ seed: 5 });
    const from = net.population('from', sizeOf(on), poissonSource({ rate: 0 }));
    const to = net.population('to', sizeOf(on), lif());
    const projection = net.project(from, to, {
      connect: connectInDegreeByDistance(on, { peak: 1, sigma: 1 }, 4),
      weight: 1,
    });
    await using live = await net.start(cpu({ threads: 1 }));
    const synapses = await live.synapses(projection);
    expect(new Set(inDegrees(synapses, 100))).toEqual(new Set([4]));
    expect(new Set(Array.from(synapses.pre, (a, i) => a * 100 + synapses.post[i]!)).size).toBe(400);
    const own = synapses.pre.filter((a, i) => a === synapses.post[i]).length;
    // At distance 0 the kernel has at least 1/(2π) of its mass: four draws miss it with probability (1 − 0.16)⁴ = 0.5 at most, so 50 of
    // 100 neurons or more reach themselves; five standard deviations of a binomial with p = 0.5 are 25.
    expect(own).toBeGreaterThan(25);
  });

  it('takes the nearest by chance where the kernel is narrower than the grid', async () => {
    const on = grid(16);
    const pairs = connectInDegreeByDistance(on, { peak: 1, sigma: 0.02 }, 2).connect({
      preSize: 256,
      postSize: 256,
      key: seedKey(4),
      projection: 0,
      samePopulation: false,
    });
    const counts = new Map<string, number>();
    for (const [i, a] of pairs.pre.entries()) {
      const b = pairs.post[i]!;
      const x = axisDisplacement(a % 16, b % 16, 16, 'torus');
      const y = axisDisplacement(Math.floor(a / 16), Math.floor(b / 16), 16, 'torus');
      counts.set(`${x},${y}`, (counts.get(`${x},${y}`) ?? 0) + 1);
    }
    // Itself always, and one of the four neighbours, each as likely: 64 of 256, five standard deviations are 35.
    expect(counts.get('0,0')).toBe(256);
    for (const neighbour of ['1,0', '-1,0', '0,1', '0,-1']) {
      expect(Math.abs((counts.get(neighbour) ?? 0) - 64)).toBeLessThan(35);
    }
    expect(counts.size).toBe(5);
  });

  it.each([[0], [1.5], [101]])('refuses an in-degree of %f on a grid of 100', (inDegree) => {
    expect(() => connectInDegreeByDistance(grid(10), { peak: 1, sigma: 1 }, inDegree)).toThrow(
      'The in-degree must be a whole number from 1 to 100',
    );
  });
});
