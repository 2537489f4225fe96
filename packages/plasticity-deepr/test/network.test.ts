import { reference } from '@growcone/conformance';
import {
  allToAll,
  fixedProbability,
  network,
  normal,
  type LearningRule,
  type Projection,
  type Rewiring,
  type Simulation,
} from '@growcone/core';
import { leakyIntegrator, lif, spikeSource } from '@growcone/models';
import { deepR, softDeepR } from '@growcone/plasticity-deepr';
import { meanOverTime, sgd, softmaxCrossEntropy } from '@growcone/training';
import { describe, expect, it } from 'vitest';

/** Any learning rule will do: rewiring sees a gradient, not where it comes from. */
const backpropagation: LearningRule = {
  kind: 'learning-rule',
  apiVersion: 1,
  name: 'backpropagation through time',
  form: 'reverse',
  feedback: () => 'symmetric',
};

const [INPUTS, HIDDEN, STEPS] = [20, 10, 30];

/** One example: each input neuron fires once, in order of its number. */
const sweep = {
  size: 1,
  steps: STEPS,
  offsets: Uint32Array.from({ length: STEPS + 1 }, (_, t) => Math.min(t, INPUTS)),
  neurons: Uint32Array.from({ length: INPUTS }, (_, i) => i),
};

async function compiled(rule: Rewiring, density: number): Promise<{ simulation: Simulation; rewired: Projection }> {
  const net = network({ dt: 1, seed: 5 });
  const input = net.population('input', INPUTS, spikeSource());
  const hidden = net.population('hidden', HIDDEN, lif());
  const output = net.population('output', 2, leakyIntegrator());
  const connect = density === 1 ? allToAll() : fixedProbability(density);
  const rewired = net.project(input, hidden, { connect, weight: normal(0, 0.3) });
  const out = net.project(hidden, output, { connect: allToAll(), weight: normal(0, 1) });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn([rewired, out], { rule: backpropagation, optimiser: sgd({ learningRate: 0.01 }) });
  net.rewire(rewired, rule);
  return { simulation: await net.compile(reference()), rewired };
}

interface Synapses {
  readonly pairs: readonly string[];
  readonly w: readonly number[];
}

async function synapses(simulation: Simulation, projection: Projection): Promise<Synapses> {
  const { pre, post, variables } = await simulation.synapses(projection);
  return { pairs: [...pre].map((i, s) => `${i}-${post[s]}`), w: [...variables['w']!] };
}

const batch = { input: sweep, output: [1] };

describe('a network with deepR', () => {
  it('keeps its number of synapses, has no pair twice, and never sees a pair with two signs', async () => {
    const { simulation, rewired } = await compiled(deepR({ l1: 0.5 }), 0.2);
    const before = await synapses(simulation, rewired);
    const signs = new Map<string, number>();
    let replaced = 0;
    for (let t = 0; t < 40; t++) {
      const result = await simulation.train(batch);
      replaced += result.rewired[rewired.name]!;
      const { pairs, w } = await synapses(simulation, rewired);
      expect(pairs.length).toBe(before.pairs.length);
      expect(new Set(pairs).size).toBe(pairs.length);
      pairs.forEach((pair, s) => {
        if (w[s] === 0) return;
        expect(signs.get(pair) ?? Math.sign(w[s]!)).toBe(Math.sign(w[s]!));
        signs.set(pair, Math.sign(w[s]!));
      });
    }
    expect(replaced).toBeGreaterThan(before.pairs.length);
    // Half of the pairs are inhibitory: four standard deviations of a binomial share.
    const share = [...signs.values()].filter((s) => s < 0).length / signs.size;
    expect(Math.abs(share - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / signs.size));
  });

  it('grows synapses at 0 and does not replace them before an update', async () => {
    const { simulation, rewired } = await compiled(deepR({ l1: 0.5 }), 0.2);
    let births = 0;
    for (let t = 0; t < 10; t++) births = (await simulation.train(batch)).rewired[rewired.name]!;
    const { w } = await synapses(simulation, rewired);
    expect(births).toBeGreaterThan(0);
    expect(w.filter((x) => x === 0).length).toBe(births);
    expect(await simulation.rewire()).toEqual({ [rewired.name]: 0 });
  });

  it('rewires nothing without a gradient, pull or noise', async () => {
    const { simulation, rewired } = await compiled(deepR({ l1: 0 }), 0.2);
    const before = await synapses(simulation, rewired);
    await simulation.update();
    await simulation.rewire();
    expect(await synapses(simulation, rewired)).toEqual(before);
  });
});

describe('a network with softDeepR', () => {
  it('keeps every pair, with sleeping ones between floor and 0 that deliver nothing', async () => {
    const floor = -0.05;
    const { simulation, rewired } = await compiled(softDeepR({ l1: 0.2, temperature: 1e-3, floor, active: 0.3 }), 1);
    for (let t = 0; t < 20; t++) {
      await simulation.train(batch);
      const { variables, pre } = await simulation.synapses(rewired);
      expect(pre.length).toBe(INPUTS * HIDDEN);
      const [w, delivered] = [variables['w']!, variables['delivered']!];
      const theta = Object.entries(variables).find(([name]) => name.endsWith('theta'))![1];
      for (let s = 0; s < w.length; s++) {
        expect(Math.abs(w[s]!)).toBe(Math.abs(theta[s]!));
        expect(theta[s]).toBeGreaterThanOrEqual(floor);
        expect(delivered[s]).toBe(theta[s]! >= 0 ? w[s] : 0);
      }
    }
  });

  it('starts with the share of active connections that it is told', async () => {
    const { simulation, rewired } = await compiled(softDeepR({ floor: -1, active: 0.3 }), 1);
    const delivered = (await simulation.synapses(rewired)).variables['delivered']!;
    const share = [...delivered].filter((x) => x !== 0).length / delivered.length;
    expect(Math.abs(share - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / delivered.length));
  });
});
