import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const example = (name: string): string => {
  const script = fileURLToPath(new URL(`../../../examples/${name}/main.ts`, import.meta.url));
  return execFileSync(process.execPath, ['--conditions=@growcone/source', script], { encoding: 'utf8' });
};

describe('the example of a neuron of your own', () => {
  it('trains with e-prop and DEEP R to well above chance', () => {
    const accuracy = Number(/test accuracy ([\d.]+) %/.exec(example('own-neuron'))?.[1]);
    // Four classes: chance is 25 %; the untrained readout gives that within sampling error of 120 examples (± 8 %).
    expect(accuracy).toBeGreaterThan(80);
  });
});

describe('the example of a rewiring rule of your own', () => {
  it('brings every neuron to its target rate, with both growth curves', () => {
    const lines = example('homeostatic-in-degree');
    for (const curve of ['linear', 'Gaussian']) {
      const printed = new RegExp(`^${curve}: .*`, 'm').exec(lines)![0].match(/[\d.]+/g)!;
      const [slowest, fastest, mean, least, most] = printed.map(Number);
      // Poisson spikes at 8 Hz scatter by √(8 Hz / 200 s) = 0.2 Hz: four times that for the furthest of 32 neurons. Half of what one
      // synapse is worth comes on top, for in-degrees are whole: 24 of them add 6 Hz, so one 0.25 Hz. Without rewiring the neurons
      // are at 2 to 7 Hz.
      const tolerance = 4 * 0.2 + 0.25 / 2;
      expect(slowest, curve).toBeGreaterThan(8 - tolerance);
      expect(fastest, curve).toBeLessThan(8 + tolerance);
      // A mean off by 0.13 Hz for 200 s grows, by the linear curve, one synapse on every neuron: 0.3 / s · 200 s · 0.13 Hz / 8 Hz = 1.
      // The Gaussian curve is steeper at the target, so less is enough.
      expect(Math.abs(mean! - 8), curve).toBeLessThan(0.13);
      // Neurons with less background need more synapses.
      expect(most, curve).toBeGreaterThan(3 * least!);
    }
  });
});

describe('the playground', () => {
  it('finds the packages: its neurons fire', () => {
    const rate = Number(/^([\d.]+) spikes per second and neuron$/m.exec(example('playground'))?.[1]);
    expect(rate).toBeGreaterThan(0);
    // A spike per step of 1 ms is the most.
    expect(rate).toBeLessThanOrEqual(1000);
  });
});
