import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shuffledOrder } from '@growcone/core';
import { batches, DatasetOptionError, SpikeOrderError, toBatch } from '../src/index.ts';
import { at, spikes } from './small-datasets.ts';

describe('toBatch', () => {
  it('lays out the spikes of each example by step, channels ascending', async () => {
    const dataset = spikes(
      [
        [
          [0, 2],
          [3, 0],
          [3, 2],
        ],
        [],
        [
          [1, 1],
          [2, 1],
        ],
      ],
      4,
      3,
    );
    const batch = await toBatch(dataset, [2, 0, 1]);
    expect(batch).toEqual({
      size: 3,
      steps: 3,
      offsets: Uint32Array.of(0, 0, 2, 2, 2, 3, 3, 5, 5, 5, 5, 5),
      neurons: Uint32Array.of(1, 2, 3, 0, 3),
      labels: Uint32Array.of(2, 0, 1),
    });
  });

  it('holds exactly the spikes that the data set wrote, for any spikes', async () => {
    const raster = fc.uniqueArray(fc.tuple(fc.nat(6), fc.nat(4)), { selector: ([c, t]) => 5 * c + t, maxLength: 35 });
    await fc.assert(
      fc.asyncProperty(fc.array(raster, { minLength: 1, maxLength: 4 }), async (examples) => {
        const sorted = examples.map((pairs) => pairs.toSorted(([a, s], [b, t]) => a - b || s - t));
        const batch = await toBatch(spikes(sorted, 7, 5), [...sorted.keys()]);
        sorted.forEach((pairs, e) => {
          for (let t = 0; t < 5; t++) {
            expect(at(batch, e, t)).toEqual(pairs.filter(([, step]) => step === t).map(([channel]) => channel));
          }
        });
        expect(batch.offsets.at(-1)).toBe(batch.neurons.length);
      }),
    );
  });

  it.each([
    [
      'a channel out of order',
      [
        [1, 0],
        [0, 0],
      ],
    ],
    [
      'a step out of order',
      [
        [0, 2],
        [0, 1],
      ],
    ],
    [
      'a spike twice',
      [
        [0, 1],
        [0, 1],
      ],
    ],
    ['a channel that does not exist', [[2, 0]]],
    ['a step that does not exist', [[0, 3]]],
    ['a step below zero', [[0, -1]]],
  ] as const)('refuses %s and names it', async (_, example) => {
    const writing = toBatch(spikes([[...example]], 2, 3), [0]);
    const [channel, step] = example[example.length - 1];
    await expect(writing).rejects.toThrow(SpikeOrderError);
    await expect(writing).rejects.toThrow(`channel ${channel} at step ${step}`);
  });

  it('refuses an example that does not exist and says which exist', async () => {
    const dataset = spikes([[], []], 1, 1);
    await expect(toBatch(dataset, [2])).rejects.toThrow(DatasetOptionError);
    await expect(toBatch(dataset, [2])).rejects.toThrow('between 0 and 1, got 2');
  });
});

describe('batches', () => {
  const dataset = spikes(
    Array.from({ length: 7 }, (_, e) => [[e, 0]]),
    7,
    1,
  );

  it('shows every example once, in the order asked for, the last batch with what is left', async () => {
    const order = shuffledOrder(7, { seed: 3, epoch: 0 });
    const shown = await all(batches(dataset, { size: 3, order }));
    expect(shown.map(({ size }) => size)).toEqual([3, 3, 1]);
    expect(shown.flatMap(({ labels }) => [...labels])).toEqual([...order]);
    expect(shown.flatMap(({ neurons }) => [...neurons])).toEqual([...order]);
  });

  it('shows the examples as they come if no order is given', async () => {
    expect((await all(batches(dataset, { size: 4 }))).flatMap(({ labels }) => [...labels])).toEqual([
      0, 1, 2, 3, 4, 5, 6,
    ]);
  });

  it('refuses a batch of no example', async () => {
    await expect(all(batches(dataset, { size: 0 }))).rejects.toThrow(
      'batches.size must be a whole number of at least 1',
    );
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
