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

async function compiled(readout: Readout, loss: Loss, biasScale = 0.1): Promise<Net> {
  const net = network({ dt: 1, seed: 11 });
  const input = net.population('input', INPUTS, spikeSource());
  const hidden = net.population('hidden', 12, lif({ tauMem: 8 }));
  const output = net.population('output', 2, readout.reads === 'spikes' ? lif() : leakyIntegrator());
  const learned = [
    net.project(input, hidden, { connect: allToAll(), weight: normal(0.2, 0.4) }),
    net.project(hidden, output, { connect: allToAll(), weight: normal(0, 0.3) }),
  ];
  const bias = net.bias(output, normal(0, biasScale));
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
      const target = loss === meanSquare ? [0.3, -0.7] : [1];
      const scale = 0.1;
      const h = 1e-5;
      const lossAt = async (s: number): Promise<number> => {
        const { simulation } = await compiled(readout(), loss({ at }), s);
        const { loss: value } = await simulation.evaluate({ input, output: target });
        // A loss at every step is reported as its mean, and learned as its sum.
        return at === 'step' ? value * STEPS : value;
      };
      const { simulation, bias } = await compiled(readout(), loss({ at }), scale);
      await simulation.accumulate({ input, output: target });
      const gradient = Object.values((await simulation.gradient(bias)).variables)[0]!;
      const weights = (await simulation.synapses(bias)).variables['w']!;
      // The initial biases are the scale times fixed draws, so the slope over the scale is a sum over the gradient.
      const slope = gradient.reduce((sum, g, k) => sum + (g * weights[k]!) / scale, 0);
      const difference = ((await lossAt(scale + h)) - (await lossAt(scale - h))) / (2 * h);
      expect(Math.abs(slope)).toBeGreaterThan(1e-3);
      // Truncation h² and rounding 1e-16/h, times sums of a few hundred terms; weights are rounded to single precision.
      expect(Math.abs(difference - slope)).toBeLessThan(1e-5 * Math.abs(slope) + 1e-6);
    });
  });
});

const data: TrainingData = { size: 20, batch: sweeps };
const options = { epochs: 6, batch: 5, seed: 1, validation: data };

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
