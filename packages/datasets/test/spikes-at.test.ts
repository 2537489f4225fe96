import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bin, DatasetOptionError, LateEventError, spikesAt, toBatch } from '../src/index.ts';
import { anyPairs, recordings } from './small-events.ts';

describe('spikesAt', () => {
  it('puts each spike into the step of its time, neurons in ascending order and none twice', () => {
    const examples: [number, number][][] = [
      [
        [3, 0.3],
        [1, 0.31],
        [3, 0.39],
        [0, 0],
      ],
      [],
      [[2, 0.1]],
    ];
    // 0.3 ms is step 3 of 0.1 ms, although 0.3 / 0.1 is below 3.
    expect(spikesAt(examples, { dt: 0.1, steps: 4 })).toEqual({
      size: 3,
      steps: 4,
      offsets: Uint32Array.of(0, 1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4),
      neurons: Uint32Array.of(0, 1, 3, 2),
    });
  });

  it('makes the batch that binning the same events makes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPairs(4, 10), { minLength: 1, maxLength: 3 }), async (all) => {
        const { labels: _, ...binned } = await toBatch(bin(recordings(all), { dt: 0.3, steps: 40 }), [...all.keys()]);
        const examples = all.map((pairs) => pairs.map(([time, neuron]) => [neuron, time] as const));
        expect(spikesAt(examples, { dt: 0.3, steps: 40 })).toEqual(binned);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses what is no neuron, no time, or after the last step', () => {
    const shape = { dt: 1, steps: 5 };
    expect(() => spikesAt([[[0.5, 1]]], shape)).toThrow(DatasetOptionError);
    expect(() => spikesAt([[[0, -1]]], shape)).toThrow('spikesAt.time must be a number between 0 and ∞ ms, got -1.');
    expect(() => spikesAt([[], [[0, 5]]], shape)).toThrow(LateEventError);
    expect(() => spikesAt([], { dt: 0, steps: 5 })).toThrow('spikesAt.dt');
  });
});
