import { describe, expect, it } from 'vitest';
import { observe } from '../src/backend/compare-with-reference.ts';
import { float32Bound } from '../src/backend/float32-bound.ts';
import { learningNetwork } from '../src/backend/learning-network.ts';
import { recurrentThresholdScenario } from '../src/backend/neuron-scenarios.ts';
import { reverseScenarios } from '../src/backend/reverse-scenarios.ts';
import { close, recorded } from '../src/backend/units.ts';
import type { Observations, Scenario } from '../src/backend/scenario.ts';
import { reference } from '../src/reference/reference.ts';

/** Smallest distance from threshold, and what rounding may do to it. */
async function margin(scenario: Scenario, name: string) {
  const distances = (await observe(reference(), scenario))[name]?.values ?? [];
  const rounded = (await observe(reference({ precision: 'float32' }), scenario))[name]?.values ?? [];
  const smallest = Math.min(...Array.from(distances, Math.abs));
  const fired = Array.from(distances).filter((d) => d >= 0).length;
  return { smallest, bound: float32Bound(distances, rounded, false).value, fired, all: distances.length };
}

/** The network of the gradient checks, seen by its distances from threshold. */
function distances(size: number, length: number): Scenario {
  const net = learningNetwork();
  return {
    ...(reverseScenarios()[0] as Scenario),
    plan: net.plan,
    async script(program): Promise<Observations> {
      await net.prepare(program);
      const { records } = await program.run('trial', net.input(size, length, size));
      return { distance: close(recorded(records, net.distance)) };
    },
  };
}

describe('scenarios whose spikes must be equal', () => {
  it('keep further from threshold than rounding can reach, and fire', async () => {
    const scenario = recurrentThresholdScenario();
    const { smallest, bound, fired, all } = await margin(scenario, scenario.distance);
    expect(smallest).toBeGreaterThan(bound);
    expect(fired / all).toBeGreaterThan(0.02);
    expect(fired / all).toBeLessThan(0.4);
  });

  it.each([
    [1, 40],
    [3, 17],
    [11, 30],
    [2, 300],
  ])('and so does the learning network with %i examples of %i steps', async (size, length) => {
    const { smallest, bound, fired, all } = await margin(distances(size, length), 'distance');
    expect(smallest).toBeGreaterThan(bound);
    expect(fired / all).toBeGreaterThan(0.02);
    expect(fired / all).toBeLessThan(0.4);
  });
});
