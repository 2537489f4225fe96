import { describe, expect, it } from 'vitest';
import { auditoryNerve } from '../../src/cochlea/auditory-nerve.ts';
import { streams, WordStream } from '../../src/word-stream.ts';

const words = new WordStream(1, streams.cochlea);

describe('a bundle of nerve fibres', () => {
  it.each([0.003, 0.05, 0.3])('fires like independent trials of probability %f', (p) => {
    const rounds = 20000;
    let sum = 0;
    let squares = 0;
    for (let round = 0; round < rounds; round++) {
      const one = Float64Array.of(p);
      auditoryNerve(one, 40, words.start(round, 0));
      sum += one[0]!;
      squares += one[0]! ** 2;
    }
    const mean = sum / rounds;
    const variance = squares / rounds - mean * mean;
    // Binomial: mean 40p within four of its standard errors, variance 40p(1 − p) within 8 %, four of its own.
    expect(Math.abs(mean - 40 * p)).toBeLessThan(4 * Math.sqrt((40 * p * (1 - p)) / rounds));
    expect(variance / (40 * p * (1 - p))).toBeGreaterThan(0.92);
    expect(variance / (40 * p * (1 - p))).toBeLessThan(1.08);
  });

  it('leaves each fibre silent for 1 ms after a spike', () => {
    const spikes = new Float64Array(50000).fill(0.2);
    auditoryNerve(spikes, 1, words.start(0, 1));
    const steps = [...spikes.keys()].filter((step) => spikes[step] > 0);
    const gaps = steps.slice(1).map((step, i) => step - steps[i]!);
    expect(Math.min(...gaps)).toBe(24);
    // 23 silent steps and a geometric wait of 1/p = 5 with standard deviation √20, over 1780 gaps.
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    expect(Math.abs(mean - 28)).toBeLessThan(4 * Math.sqrt(20 / gaps.length));
  });

  it('has the rate of 40 such fibres', () => {
    const spikes = new Float64Array(100000).fill(0.02);
    auditoryNerve(spikes, 40, words.start(0, 2));
    const count = spikes.reduce((sum, fired) => sum + fired, 0);
    // A renewal process of mean interval 23 + 50 steps; its counts vary less than a Poisson process.
    const expected = (40 * 100000) / 73;
    expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  it('never has more fibres than there are within a millisecond', () => {
    const spikes = new Float64Array(2000).fill(0.5);
    auditoryNerve(spikes, 40, words.start(0, 3));
    for (let step = 24; step < 2000; step++) {
      expect(spikes.subarray(step - 24, step).reduce((sum, fired) => sum + fired, 0)).toBeLessThanOrEqual(40);
    }
  });
});
