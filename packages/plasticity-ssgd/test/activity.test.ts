import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import type { PopulationReport, SpikeBatch } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { ssgd } from '../src/index.ts';
import { halves, HIDDEN, smallNetwork } from './support/layers.ts';

const EXAMPLES = 12;
const valueOf = (reports: readonly PopulationReport[], population: string, name: string): number =>
  reports.find((r) => r.population === population && r.name === name)!.value;

/** Share of neurons that fire in an example. */
function firing({ offsets, neurons, steps, size }: SpikeBatch): number {
  let found = 0;
  for (let e = 0; e < size; e++) {
    found += new Set(neurons.subarray(offsets[e * (steps + 1)], offsets[e * (steps + 1) + steps])).size;
  }
  return found / (size * HIDDEN);
}

describe.each([reference(), cpu({ threads: 1 })])('what ssgd reports on $name', (backend) => {
  it('are the spikes of the trial, the share of active steps and of neurons that were awake', async () => {
    const { net, layers } = smallNetwork(ssgd(), 0.3);
    for (const layer of layers) net.record(layer, { variables: ['v'] });
    await using simulation = await net.compile(backend);
    const batch = halves(EXAMPLES);
    const { spikes, variables } = await simulation.evaluate(batch);
    const { reports } = await simulation.accumulate(batch);
    for (const { name } of layers) {
      const perNeuron = spikes[name]!.neurons.length / (EXAMPLES * HIDDEN);
      expect(perNeuron).toBeGreaterThan(0.2);
      expect(valueOf(reports, name, 'spikes')).toBeCloseTo(perNeuron, 6);
      // The threshold is 1 and the half-width 0.2; no potential lies within rounding of the border.
      const v = variables[name]!['v']!;
      const near = v.filter((x) => Math.abs(x - 1) <= 0.2).length / v.length;
      expect(near).toBeGreaterThan(0.01);
      expect(valueOf(reports, name, 'active')).toBeCloseTo(near, 6);
      const awake = valueOf(reports, name, 'awake');
      expect(awake).toBeGreaterThanOrEqual(firing(spikes[name]!));
      expect(awake).toBeLessThanOrEqual(1);
    }
    expect(reports.filter(({ alarm }) => alarm !== undefined)).toEqual([]);
  });
});

describe('a layer that died', () => {
  it('sounds an alarm that names it and says what to do', async () => {
    const { net } = smallNetwork(ssgd(), 0.001);
    await using simulation = await net.compile(cpu({ threads: 1 }));
    const { reports } = await simulation.train(halves(EXAMPLES));
    const alarms = reports.flatMap(({ alarm }) => alarm ?? []);
    expect(alarms).toHaveLength(2);
    expect(alarms[0]).toMatch(/^'hidden1' is dead: no neuron of it fired or came near its threshold.*rescue/);
  });

  it('stays dead without a rescue, because no gradient reaches it', async () => {
    const { net } = smallNetwork(ssgd({ lowerActivity: {}, upperActivity: {} }), 0.001);
    await using simulation = await net.compile(cpu({ threads: 1 }));
    let last;
    for (let i = 0; i < 60; i++) last = await simulation.train(halves(EXAMPLES));
    expect(valueOf(last!.reports, 'hidden1', 'awake')).toBe(0);
    expect(last!.accuracy).toBe(0.5);
  });

  it('wakes up with one, and learns', async () => {
    const { net } = smallNetwork(ssgd({ rescue: {} }), 0.001);
    await using simulation = await net.compile(cpu({ threads: 1 }));
    let last;
    for (let i = 0; i < 300; i++) last = await simulation.train(halves(EXAMPLES));
    for (const layer of ['hidden1', 'hidden2']) expect(valueOf(last!.reports, layer, 'awake')).toBeGreaterThan(0.3);
    // Two classes that differ in every channel: what learns at all learns them all.
    expect(last!.accuracy).toBe(1);
  });
});

describe('the costs of activity', () => {
  it('bring the spikes of a layer down to their target', async () => {
    const run = async (rule: ReturnType<typeof ssgd>): Promise<number> => {
      const { net } = smallNetwork(rule, 0.4);
      await using simulation = await net.compile(cpu({ threads: 1 }));
      let last;
      for (let i = 0; i < 150; i++) last = await simulation.train(halves(EXAMPLES));
      return valueOf(last!.reports, 'hidden1', 'spikes');
    };
    const free = await run(ssgd());
    expect(free).toBeGreaterThan(1.5);
    // The cost is linear above its target: it settles there, give or take the steps that Adam makes.
    const bound = await run(ssgd({ upperActivity: { target: 1, strength: 5 } }));
    expect(bound).toBeLessThan(1.25);
    expect(bound).toBeGreaterThan(0.4);
  });
});
