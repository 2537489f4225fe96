import { describe, expect, it } from 'vitest';
import { bin, holdOut, holdOutGroups, subset, take, toBatch } from '../src/index.ts';
import { spikes } from './small-datasets.ts';
import { pairsOf, recordings } from './small-events.ts';

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
  it('keeps labels and spikes of the examples chosen', async () => {
    const batch = await toBatch(subset(dataset, [4, 2]), [0, 1]);
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

describe('holdOutGroups', () => {
  const groups = Uint16Array.of(5, 7, 5, 9, 7);
  const heard = recordings(
    Array.from({ length: 5 }, (_, e) => [[e, 0]]),
    { groups },
  );

  it('keeps people apart: everything of some of them is held out, both parts in order', () => {
    const { train, validation } = holdOutGroups(heard, [7, 9]);
    expect([...train.labels]).toEqual([0, 2]);
    expect([...(train.groups ?? [])]).toEqual([5, 5]);
    expect([...validation.labels]).toEqual([1, 3, 4]);
    expect([...(validation.groups ?? [])]).toEqual([7, 9, 7]);
  });

  it('does the same once events are binned', async () => {
    const { validation } = holdOutGroups(bin(heard, { dt: 1 }), [9]);
    const { labels, offsets } = await toBatch(validation, [0]);
    expect([...labels]).toEqual([3]);
    expect(offsets.indexOf(1)).toBe(4);
  });

  it('refuses somebody who is not there, and says who is', () => {
    expect(() => holdOutGroups(heard, [6])).toThrow('holdOutGroups.groups must be some of 5, 7, 9, got 6');
  });

  it('refuses examples that do not say whom they are of', () => {
    expect(() => holdOutGroups(dataset, [0])).toThrow('use holdOut() for others, got small');
  });
});

describe('a part of a data set of events', () => {
  const whole = recordings(
    Array.from({ length: 6 }, (_, e) => [[e, 1]]),
    { shape: [2, 3], duration: 20 },
  );

  it('keeps events, labels and everything that describes the whole', async () => {
    const { size: _, labels, groups: __, events: ___, ...described } = whole;
    const part = subset(whole, [4, 1]);
    expect(part).toMatchObject({ ...described, size: 2 });
    expect([...part.labels]).toEqual([labels[4], labels[1]]);
    expect(pairsOf(await part.events(1))).toEqual([[1, 1]]);
  });

  it('is taken from the start, or held out', async () => {
    expect([...take(whole, 2).labels]).toEqual([0, 1]);
    const { train, validation } = holdOut(whole, { validation: 2 });
    expect(train.size).toBe(4);
    expect(pairsOf(await validation.events(0))).toEqual([[4, 1]]);
  });
});
