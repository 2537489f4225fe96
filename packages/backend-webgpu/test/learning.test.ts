import { cpu } from '@growcone/backend-cpu';
import { batches, randman } from '@growcone/datasets';
import { allToAll, fixedProbability, network, normal, type Backend, type TrainResult } from '@growcone/core';
import { alif, leakyIntegrator, refractory, spikeSource } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { describe, expect, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import { skipped } from './software-adapter.ts';

const [CLASSES, CHANNELS, STEPS] = [3, 40, 40];
const data = randman({ classes: CLASSES, channels: CHANNELS, samplesPerClass: 30, steps: STEPS, seed: 2 });

/** Adaptive, refractory units in a loop, which learn by e-prop with Adam and are pulled towards a firing rate. */
function classifier(form: 'reverse' | 'online') {
  const net = network({ dt: 1, seed: 7 });
  const input = net.population('input', CHANNELS, spikeSource());
  const hidden = net.population('hidden', 48, refractory(alif(), 3));
  const output = net.population('output', CLASSES, leakyIntegrator());
  const into = net.project(input, hidden, { connect: fixedProbability(0.3), weight: normal(0.1, 0.3) });
  const loop = net.project(hidden, hidden, { connect: fixedProbability(0.1), weight: normal(0, 0.1) });
  const out = net.project(hidden, output, { connect: allToAll(), weight: normal(0, 0.1) });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn([into, loop, out], { rule: eprop({ form, firingRate: {} }), optimiser: adam({ learningRate: 0.01 }) });
  return net;
}

async function train(backend: Backend, form: 'reverse' | 'online'): Promise<TrainResult[]> {
  await using simulation = await classifier(form).compile(backend);
  const results: TrainResult[] = [];
  for (const { labels, ...input } of batches(data, { size: 18 })) {
    results.push(await simulation.train({ input, output: labels }));
  }
  return results;
}

describe.skipIf(skipped)('learning on a GPU', () => {
  it.each(['reverse', 'online'] as const)(
    'has the losses of the CPU over the first batches: e-prop, %s',
    async (form) => {
      const [gpu, expected] = await Promise.all([train(webgpu(), form), train(cpu({ threads: 1 }), form)]);
      expect(expected).toHaveLength(5);
      // Weights differ by rounding after the first update; a spike that moves by a step changes the loss by some 10⁻⁴.
      expected.forEach(({ loss }, i) => expect(Math.abs(gpu[i]!.loss! / loss! - 1)).toBeLessThan(1e-3));
      // The loss has moved by far more than that.
      expect(expected.at(-1)!.loss!).toBeLessThan(0.97 * expected[0]!.loss!);
    },
  );

  it('has the same bits every time', async () => {
    const [first, second] = [await train(webgpu(), 'reverse'), await train(webgpu(), 'reverse')];
    expect(first.map(({ loss }) => loss)).toEqual(second.map(({ loss }) => loss));
  });
});
