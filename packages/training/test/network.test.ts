import { reference } from '@growcone/conformance';
import {
  allToAll,
  network,
  normal,
  type LearningRule,
  type Loss,
  type Projection,
  type Readout,
  type Simulation,
  type SpikeBatch,
} from '@growcone/core';
import { leakyIntegrator, lif, spikeSource } from '@growcone/models';
import {
  adam,
  fit,
  last,
  maximum,
  meanOverTime,
  meanSquare,
  softmaxCrossEntropy,
  spikeCount,
  type EpochEvent,
  type FitEvent,
  type FitProgress,
  type TrainingData,
} from '@growcone/training';
import { describe, expect, it } from 'vitest';

const backpropagation: LearningRule = {
  kind: 'learning-rule',
  apiVersion: 1,
  name: 'backpropagation through time',
  form: 'reverse',
  feedback: () => 'symmetric',
};

const [INPUTS, STEPS] = [10, 20];

/** Two classes: the input neurons fire in ascending or descending order, each example shifted by a step or two. */
function sweeps(examples: ArrayLike<number>): { input: SpikeBatch; output: number[] } {
  const offsets: number[] = [];
  const neurons: number[] = [];
  const output = Array.from(examples, (e) => e % 2);
  Array.from(examples).forEach((example, e) => {
    for (let t = 0; t < STEPS; t++) {
      offsets.push(neurons.length);
      const i = t - (example % 5);
      if (i >= 0 && i < INPUTS) neurons.push(output[e] === 1 ? i : INPUTS - 1 - i);
    }
    offsets.push(neurons.length);
  });
  const input = {
    size: output.length,
    steps: STEPS,
    offsets: Uint32Array.from(offsets),
    neurons: Uint32Array.from(neurons),
  };
  return { input, output };
}

interface Net {
  readonly simulation: Simulation;
  readonly bias: Projection;
}

async function compiled(readout: Readout, loss: Loss): Promise<Net> {
  const net = network({ dt: 1, seed: 11 });
  const input = net.population('input', INPUTS, spikeSource());
  const hidden = net.population('hidden', 12, lif({ tauMem: 8 }));
  const output = net.population('output', 2, readout.reads === 'spikes' ? lif() : leakyIntegrator());
  const learned = [
    net.project(input, hidden, { connect: allToAll(), weight: normal(0.2, 0.4) }),
    net.project(hidden, output, { connect: allToAll(), weight: normal(0.15, 0.3) }),
  ];
  const bias = net.bias(output, normal(0, 0.1));
  net.readout(output, { readout, loss });
  net.learn([...learned, bias], { rule: backpropagation, optimiser: adam({ learningRate: 0.01 }) });
  return { simulation: await net.compile(reference()), bias };
}

const losses = { softmaxCrossEntropy, meanSquare };
const readouts = { meanOverTime, last, maximum };

describe.each(Object.entries(readouts))('a network read out by %s', (_, readout) => {
  describe.each(Object.entries(losses))('with the loss %s', (__, loss) => {
    it.each(['step', 'trial'] as const)('has the gradient of finite differences, at every %s', async (at) => {
      const { input } = sweeps([3]);
      const batch = { input, output: loss === meanSquare ? [0.3, -0.7] : [1] };
      const { simulation, bias } = await compiled(readout(), loss({ at }));
      const start = await simulation.checkpoint();
      await simulation.accumulate(batch);
      const gradient = [...Object.values((await simulation.gradient(bias)).variables)[0]!];
      const lossWith = async (output: number, change: number): Promise<number> => {
        const store = start.stores[bias.id]!;
        const w = Float64Array.from(store.variables['w']!, (x, k) => (k === output ? x + change : x));
        const variables = { ...store.variables, w, delivered: w };
        const known = Object.fromEntries(Object.keys(store.variables).map((n) => [n, variables[n as 'w']]));
        await simulation.restore({ ...start, stores: { ...start.stores, [bias.id]: { ...store, variables: known } } });
        const { loss: value } = await simulation.evaluate(batch);
        // A loss at every step is reported as its mean over the steps, and learned as their sum.
        return at === 'step' ? value * STEPS : value;
      };
      expect(Math.hypot(...gradient)).toBeGreaterThan(1e-2);
      for (const [k, g] of gradient.entries()) {
        const h = 1e-5;
        const difference = ((await lossWith(k, h)) - (await lossWith(k, -h))) / (2 * h);
        // Truncation: h² times a third derivative of up to 20³ per step. Rounding: 1e-15/h.
        expect(Math.abs(difference - g)).toBeLessThan(1e-6 * Math.max(1, Math.abs(g)));
      }
    });
  });
});

const data: TrainingData = { size: 20, batch: sweeps };
const options = { epochs: 12, batch: 5, seed: 1, validation: data };

async function events(simulation: Simulation, resume?: FitProgress): Promise<FitEvent[]> {
  const all: FitEvent[] = [];
  for await (const event of fit(simulation, data, { ...options, ...(resume ? { resume } : {}) })) all.push(event);
  return all;
}

const rows = (of: readonly FitEvent[]): unknown[] =>
  of.flatMap((event) => (event.kind === 'epoch' ? [event.metrics] : []));

describe('a network trained by fit', () => {
  const readers = { meanOverTime, last, maximum, spikeCount };
  it.each(Object.entries(readers))('learns to tell two orders apart with the readout %s', async (_, readout) => {
    const { simulation } = await compiled(readout(), softmaxCrossEntropy({ at: 'trial' }));
    const { metrics } = (await events(simulation)).at(-1) as EpochEvent;
    expect(metrics.validationAccuracy).toBe(1);
  });

  it('goes on from a checkpoint as if it had not been interrupted', async () => {
    const loss = softmaxCrossEntropy({ at: 'step' });
    const whole = await compiled(meanOverTime(), loss);
    const expected = await events(whole.simulation);

    const before: FitEvent[] = [];
    const first = await compiled(meanOverTime(), loss);
    for await (const event of fit(first.simulation, data, options)) {
      before.push(event);
      if (event.kind === 'batch' && event.epoch === 3 && event.batch === 2) break;
    }
    const checkpoint = await first.simulation.checkpoint();
    const second = await compiled(meanOverTime(), loss);
    await second.simulation.restore(checkpoint);
    const after = await events(second.simulation, before.at(-1)!.progress);

    expect(rows([...before, ...after])).toEqual(rows(expected));
    expect(await second.simulation.synapses(second.bias)).toEqual(await whole.simulation.synapses(whole.bias));
  });
});
