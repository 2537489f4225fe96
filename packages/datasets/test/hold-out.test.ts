import { describe, expect, it } from 'vitest';
import { holdOut, subset, take, toBatch } from '../src/index.ts';
import { spikes } from './small-datasets.ts';

const dataset = spikes(
  Array.from({ length: 10 }, (_, e) => [[e, 0]]),
  10,
  1,
);

describe('holdOut', () => {
  it('holds out the last examples if no seed is given', () => {
    const { train, validation } = holdOut(dataset, { validation: 3 });
    expect([...train.labels]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...validation.labels]).toEqual([7, 8, 9]);
  });

  it('holds out random examples of a seed, each example in one part only, both in order', () => {
    const { train, validation } = holdOut(dataset, { validation: 4, seed: 1 });
    expect([...train.labels, ...validation.labels].sort((a, b) => a - b)).toEqual([...dataset.labels]);
    expect([...train.labels]).toEqual([...train.labels].sort((a, b) => a - b));
    expect(validation.size).toBe(4);
    expect([...validation.labels]).toEqual([...holdOut(dataset, { validation: 4, seed: 1 }).validation.labels]);
    expect([...validation.labels]).not.toEqual([...holdOut(dataset, { validation: 4, seed: 2 }).validation.labels]);
  });

  it('refuses to hold out more than there are', () => {
    expect(() => holdOut(dataset, { validation: 11 })).toThrow(
      'holdOut.validation must be a whole number between 0 and 10, got 11',
    );
  });
});

describe('subset', () => {
  it('keeps labels and spikes of the examples chosen', () => {
    const batch = toBatch(subset(dataset, [4, 2]), [0, 1]);
    expect([...batch.labels]).toEqual([4, 2]);
    expect([...batch.neurons]).toEqual([4, 2]);
  });

  it('refuses an example that does not exist', () => {
    expect(() => subset(dataset, [10])).toThrow('small.example must be a whole number between 0 and 9, got 10');
  });
});

describe('take', () => {
  it('takes the first examples, or all if there are fewer', () => {
    expect([...take(dataset, 2).labels]).toEqual([0, 1]);
    expect(take(dataset, 100).size).toBe(10);
  });
});
