import { describe, expect, it } from 'vitest';
import { allToAll } from '../../src/connectivity/all-to-all.ts';
import type { Initialiser } from '../../src/connectivity/connection.ts';
import { fixedProbability } from '../../src/connectivity/fixed-probability.ts';
import { initialNeuronValues, initialSynapseValues } from '../../src/connectivity/initial-values.ts';
import { constantValue, exponential, normal, scaledNormal, uniform } from '../../src/connectivity/initialisers.ts';
import type { Pairs } from '../../src/connectivity/rows.ts';
import { moments } from '../statistics.ts';

const key = [5, 0] as const;
const owner = { key, owner: 0, variable: 0 };
const site = { preSize: 200, postSize: 300, samePopulation: false, key, projection: 0 };
const dense = allToAll().connect(site);
const sparse = fixedProbability(0.1).connect(site);

const weights = (initialiser: Initialiser | number, pairs: Pairs): Float32Array =>
  initialSynapseValues(initialiser, pairs, 300, owner);

describe('initial values of synapses', () => {
  it('have the moments of their distribution', () => {
    // 60 000 values: standard error of the mean is sd/245, of the deviation about sd/346; five of each.
    const gaussian = moments(weights(normal(0.5, 0.1), dense));
    expect(Math.abs(gaussian.mean - 0.5)).toBeLessThan(5 * (0.1 / 245));
    expect(Math.abs(gaussian.sd - 0.1)).toBeLessThan(5 * (0.1 / 346));
    const even = moments(weights(uniform(-1, 3), dense));
    expect(Math.abs(even.mean - 1)).toBeLessThan(5 * (4 / Math.sqrt(12) / 245));
    expect(Math.abs(even.sd - 4 / Math.sqrt(12))).toBeLessThan(5 * (4 / Math.sqrt(12) / 346));
    const waiting = moments(weights(exponential(2), dense));
    expect(Math.abs(waiting.mean - 2)).toBeLessThan(5 * (2 / 245));
    // The deviation of an exponential distribution is its mean; its estimate scatters √2 times as much as a normal one's and more.
    expect(Math.abs(waiting.sd - 2)).toBeLessThan(5 * ((2 * Math.SQRT2) / 245));
    expect(new Set(weights(constantValue(0.1), dense))).toEqual(new Set([Math.fround(0.1)]));
    expect(weights(0.1, dense)).toEqual(weights(constantValue(0.1), dense));
  });

  it('scaled to the number of synapses give every neuron the same strength of input, dense or sparse', () => {
    for (const pairs of [dense, sparse]) {
      const { sd } = moments(weights(scaledNormal({ gain: 2 }), pairs));
      const meanInDegree = pairs.pre.length / 300;
      // At least 5700 values: standard error of the deviation is below 1 %; five of them.
      expect(Math.abs(sd * Math.sqrt(meanInDegree) - 2)).toBeLessThan(0.1);
    }
  });

  it('belong to the pair, whatever else is connected', () => {
    const inDense = weights(normal(0, 1), dense);
    const inSparse = weights(normal(0, 1), sparse);
    sparse.pre.forEach((pre, i) => {
      if (inSparse[i] !== inDense[pre * 300 + sparse.post[i]]) throw new Error(`synapse ${i} has another weight`);
    });
    expect(inSparse.length).toBe(sparse.pre.length);
  });

  it('differ between synapses of the same pair, variables, projections and seeds', () => {
    const twice = { pre: Uint32Array.of(1, 1, 1), post: Uint32Array.of(2, 2, 3) };
    const values = [
      ...initialSynapseValues(normal(0, 1), twice, 300, owner),
      ...initialSynapseValues(normal(0, 1), twice, 300, { ...owner, variable: 1 }),
      ...initialSynapseValues(normal(0, 1), twice, 300, { ...owner, owner: 1 }),
      ...initialSynapseValues(normal(0, 1), twice, 300, { ...owner, key: [6, 0] }),
    ];
    expect(new Set(values).size).toBe(12);
  });
});

describe('initial values of neurons', () => {
  it('have the moments of their distribution', () => {
    const { mean, sd } = moments(initialNeuronValues(normal(-60, 5), 40_000, owner));
    expect(Math.abs(mean + 60)).toBeLessThan(5 * (5 / 200));
    expect(Math.abs(sd - 5)).toBeLessThan(5 * (5 / 283));
  });

  it('cannot be scaled to a number of synapses', () => {
    expect(() => initialNeuronValues(scaledNormal({ gain: 1 }), 3, owner)).toThrow('cannot start neurons. Use normal.');
  });
});

describe('an initialiser refuses', () => {
  it.each([
    ['a negative width', () => normal(0, -1), 'normal: sd must be at least 0, got -1.'],
    ['NaN', () => constantValue(NaN), 'constantValue: value must be a finite number, got NaN.'],
    ['an interval upside down', () => uniform(2, 1), 'uniform: low must be at most high, got 2 and 1. Exchange them.'],
    ['an infinite gain', () => scaledNormal({ gain: Infinity }), 'scaledNormal: gain must be a finite number'],
  ])('%s', (_case, make, message) => {
    expect(make).toThrow(message);
  });

  it('nothing when all values are the same, and says so', () => {
    expect([constantValue(1), normal(1, 0), uniform(1, 1), normal(0, 1), uniform(0, 1)].map((i) => i.shared)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
