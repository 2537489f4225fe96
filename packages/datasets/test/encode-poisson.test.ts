import { describe, expect, it } from 'vitest';
import { shuffledOrder } from '@growcone/core';
import { encodePoisson, subset, toBatch } from '../src/index.ts';
import { intensities, trainOf } from './small-datasets.ts';

const grey = (level: number, channels: number, size = 1) =>
  intensities(new Uint8Array(size * channels).fill(level), channels);

describe('encodePoisson', () => {
  const options = { steps: 200, dt: 1, maxRate: 100, seed: 1 };

  it('fires at the intensity times the highest rate', async () => {
    // p = 102/255 · 100 Hz · 1 ms = 0.04; a million draws have a standard deviation of √(p (1 − p) / 10⁶) = 0.0002.
    const { neurons } = await toBatch(encodePoisson(grey(102, 5000), options), [0]);
    expect(neurons.length / 1e6).toBeGreaterThan(0.04 - 4 * 0.0002);
    expect(neurons.length / 1e6).toBeLessThan(0.04 + 4 * 0.0002);
  });

  it('has the geometric intervals of independent steps', async () => {
    const batch = await toBatch(encodePoisson(grey(255, 400), { ...options, steps: 500 }), [0]);
    const gaps = new Map<number, number>();
    let intervals = 0;
    let silent = 0;
    for (let channel = 0; channel < 400; channel++) {
      const train = trainOf(batch, 0, channel);
      // Intervals that begin late are cut off by the end: count those that 60 steps decide.
      train.forEach((step, k) => {
        if (step >= 440) return;
        intervals++;
        const gap = (train[k + 1] ?? Infinity) - step;
        if (gap > 60) silent++;
        else gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
      });
    }
    // P(gap = k) = 0.1 · 0.9^(k − 1). χ² of 20 gaps and the rest: mean 20, standard deviation √40.
    let chi = 0;
    let rest = intervals - silent;
    let restExpected = intervals * (1 - 0.9 ** 60);
    for (let k = 1; k <= 20; k++) {
      const expected = intervals * 0.1 * 0.9 ** (k - 1);
      chi += ((gaps.get(k) ?? 0) - expected) ** 2 / expected;
      rest -= gaps.get(k) ?? 0;
      restExpected -= expected;
    }
    chi += (rest - restExpected) ** 2 / restExpected;
    expect(chi).toBeLessThan(20 + 4 * Math.sqrt(40));
  });

  it('keeps each channel at its own rate, whatever its neighbours do', async () => {
    const levels = Uint8Array.from({ length: 9000 }, (_, channel) => [255, 0, 26][channel % 3]);
    const { neurons } = await toBatch(encodePoisson(intensities(levels, 9000), options), [0]);
    const counts = [0, 0, 0];
    for (const channel of neurons) counts[channel % 3]++;
    // 600 000 draws each at p = 0.1, 0 and 0.0102: 60 000 ± 232, 0, 6118 ± 78.
    expect(Math.abs(counts[0] - 60000)).toBeLessThan(4 * 232);
    expect(counts[1]).toBe(0);
    expect(Math.abs(counts[2] - 6118)).toBeLessThan(4 * 78);
  });

  it('fires at every step at one expected spike per step, and never at none', async () => {
    const certain = await toBatch(encodePoisson(grey(255, 3), { ...options, maxRate: 1000 }), [0]);
    expect(certain.neurons.length).toBe(3 * 200);
    expect((await toBatch(encodePoisson(grey(0, 3), options), [0])).neurons.length).toBe(0);
  });

  it('gives an example the same spikes in every batch, in every order and after everything else', async () => {
    const dataset = encodePoisson(grey(128, 20, 50), options);
    const order = shuffledOrder(50, { seed: 1, epoch: 0 });
    const alone = await Promise.all(
      Array.from(order, async (example) => (await toBatch(dataset, [example], { epoch: 3 })).neurons.length),
    );
    const together = await toBatch(dataset, order, { epoch: 3 });
    const lengths = order.map((_, e) => together.offsets[e * 201 + 200] - together.offsets[e * 201]);
    expect([...lengths]).toEqual(alone);
    expect((await toBatch(subset(dataset, [order[7]]), [0], { epoch: 3 })).neurons).toEqual(
      (await toBatch(dataset, [order[7]], { epoch: 3 })).neurons,
    );
  });

  it('draws other spikes for another epoch, example or seed', async () => {
    const dataset = encodePoisson(grey(128, 20, 2), options);
    const { neurons } = await toBatch(dataset, [0]);
    expect((await toBatch(dataset, [0], { epoch: 1 })).neurons).not.toEqual(neurons);
    expect((await toBatch(dataset, [1])).neurons).not.toEqual(neurons);
    const other = encodePoisson(grey(128, 20, 2), { ...options, seed: 2 });
    expect((await toBatch(other, [0])).neurons).not.toEqual(neurons);
  });

  it('refuses a rate above one spike per step and says the highest', () => {
    expect(() => encodePoisson(grey(1, 1), { ...options, dt: 0.5, maxRate: 2001 })).toThrow(
      'at most one spike per step: 2000 Hz at dt = 0.5 ms, got 2001',
    );
  });

  it('refuses a seed that is no whole number', () => {
    expect(() => encodePoisson(grey(1, 1), { ...options, seed: 0.5 })).toThrow('seed');
  });
});
