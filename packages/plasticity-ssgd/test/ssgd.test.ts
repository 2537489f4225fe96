import { cpu } from '@growcone/backend-cpu';
import { allToAll, network, normal, type NetworkError } from '@growcone/core';
import { leakyIntegrator, lif, spikeSource } from '@growcone/models';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { describe, expect, it } from 'vitest';
import { ssgd } from '../src/index.ts';
import { halves, smallNetwork } from './support/layers.ts';

describe('the options of ssgd', () => {
  it('are few, and a wrong name gets the right ones', () => {
    expect(() => ssgd({ feedbak: 'random' } as never)).toThrow(/Did you mean 'feedback'/);
    expect(() => ssgd({ feedback: 'none' as never })).toThrow(/symmetric, random/);
    expect(() => ssgd({ rescue: { batch: 3 } as never })).toThrow(/'batch'. It has: below, batches, strength/);
  });

  it.each([
    [{ upperActivity: { target: -1 } }, /target.*at least 0.*-1/],
    [{ lowerActivity: { strength: Number.NaN } }, /strength/],
    [{ rescue: { below: 0 } }, /below/],
    [{ rescue: { batches: 1.5 } }, /batches.*1\.5/],
  ])('%j is refused', (options, message) => {
    expect(() => ssgd(options)).toThrow(message);
  });
});

describe('ssgd', () => {
  it('learns through two layers', async () => {
    const { net } = smallNetwork(ssgd(), 0.3);
    await using simulation = await net.compile(cpu({ threads: 1 }));
    let last;
    for (let i = 0; i < 100; i++) last = await simulation.train(halves(12));
    expect(last!.accuracy).toBe(1);
  });

  it('with fixed random feedback learns as well, by another gradient', async () => {
    const gradients = await Promise.all(
      (['symmetric', 'random'] as const).map(async (feedback) => {
        const { net } = smallNetwork(ssgd({ feedback }), 0.3);
        await using simulation = await net.compile(cpu({ threads: 1 }));
        await simulation.accumulate(halves(12));
        const first = net.describe().projections[0]!;
        return (await simulation.gradient(first)).variables['gradient']!;
      }),
    );
    expect(gradients[0]).not.toEqual(gradients[1]);
    expect(gradients[1]!.some((g) => g !== 0)).toBe(true);
  });

  it('passes by populations from which the readout is not reached', async () => {
    const make = (monitored: boolean): ReturnType<typeof network> => {
      const net = network({ seed: 1 });
      const input = net.population('input', 5, spikeSource());
      const hidden = net.population('hidden', 6, lif());
      const output = net.population('output', 2, leakyIntegrator());
      const projections = [
        net.project(input, hidden, { connect: allToAll(), weight: normal(0.4, 0.2) }),
        net.project(hidden, output, { connect: allToAll(), weight: normal(0, 0.4) }),
      ];
      if (monitored) {
        const monitor = net.population('monitor', 3, lif());
        net.project(hidden, monitor, { connect: allToAll(), weight: 0.1 });
      }
      net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
      net.learn(projections, { rule: ssgd(), optimiser: adam() });
      return net;
    };
    const spikes = {
      size: 1,
      steps: 8,
      offsets: Uint32Array.of(0, 5, 5, 8, 8, 8, 10, 10, 10),
      neurons: Uint32Array.of(0, 1, 2, 3, 4, 0, 2, 4, 1, 3),
    };
    const answers = [];
    for (const net of [make(false), make(true)]) {
      await using simulation = await net.compile(cpu({ threads: 1 }));
      await simulation.accumulate({ input: spikes, output: [1] });
      answers.push((await simulation.gradient(net.describe().projections[0]!)).variables['gradient']);
    }
    expect(answers[1]).toEqual(answers[0]);
  });

  it('refuses to learn what the readout never sees', async () => {
    const net = network({ seed: 1 });
    const input = net.population('input', 5, spikeSource());
    const hidden = net.population('hidden', 6, lif());
    const output = net.population('output', 2, leakyIntegrator());
    const inward = net.project(input, hidden, { connect: allToAll(), weight: 0.1 });
    net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
    net.learn([inward], { rule: ssgd(), optimiser: adam() });
    await expect(net.compile(cpu({ threads: 1 }))).rejects.toMatchObject({
      code: 'NO_LEARNING_SIGNAL',
    } satisfies Partial<NetworkError>);
  });
});
