import { fixedProbability, network } from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { cpu } from '../../src/index.ts';

const described = (): ReturnType<typeof network> => {
  const net = network({ seed: 1 });
  const noise = net.population('noise', 400, poissonSource({ rate: 50 }));
  const cells = net.population('cells', 300, lif());
  net.project(noise, cells, { connect: fixedProbability(0.1), weight: 0.05, name: 'input' });
  net.record(cells, { spikes: true });
  return net;
};

describe('a CPU device with a clock', () => {
  it('tells where the time of a run went, part by part, and changes nothing', async () => {
    await using timed = await described().start(cpu({ threads: 1, clock: true }));
    await using plain = await described().start(cpu({ threads: 1 }));
    const before = performance.now();
    const { milliseconds, spikes } = await timed.advance(500);
    const took = performance.now() - before;
    expect(Object.keys(milliseconds)).toEqual([...timed.plan.kernels.map(({ name }) => name), 'everything else']);
    expect(Math.min(...Object.values(milliseconds))).toBeGreaterThanOrEqual(0);
    const all = Object.values(milliseconds).reduce((sum, ms) => sum + ms, 0);
    expect(all).toBeGreaterThan(0);
    expect(all).toBeLessThanOrEqual(took);
    const other = await plain.advance(500);
    expect(other.milliseconds).toEqual({});
    expect(spikes['cells']).toEqual(other.spikes['cells']);
  });

  it('needs a single thread', () => {
    expect(() => cpu({ clock: true })).toThrow('clock needs threads: 1, got threads: undefined');
    expect(() => cpu({ clock: true, threads: 2 })).toThrow('got threads: 2');
  });
});
