import { describe, expect, it } from 'vitest';
import { encodeLinearLatency, toBatch } from '../src/index.ts';
import { intensities, trainOf } from './small-datasets.ts';

describe('encodeLinearLatency', () => {
  const values = intensities(Float64Array.of(0, 0.25, 0.999, 1), 4);
  const trains = async (options: Parameters<typeof encodeLinearLatency>[1]): Promise<number[][]> => {
    const dataset = encodeLinearLatency(values, options);
    const batch = await toBatch(dataset, [0]);
    return Array.from({ length: dataset.channels }, (_, channel) => trainOf(batch, 0, channel));
  };

  it('spreads the values over the whole example, one spike per channel', async () => {
    expect(await trains({ steps: 100, dt: 1 })).toEqual([[0], [25], [99], [99]]);
  });

  it('spreads them between the two times if given', async () => {
    expect(await trains({ steps: 100, dt: 0.5, tEarly: 10, tLate: 30 })).toEqual([[20], [30], [59], [60]]);
  });

  it('adds a channel that always spikes at the time of the bias', async () => {
    expect(await trains({ steps: 100, dt: 1, tBias: 20 })).toEqual([[0], [25], [99], [99], [20]]);
  });

  it('refuses times out of the example or in the wrong order', async () => {
    await expect(trains({ steps: 10, dt: 1, tLate: 11 })).rejects.toThrow(
      'tLate must be a number between 0 and 10 ms, got 11',
    );
    await expect(trains({ steps: 10, dt: 1, tEarly: 5, tLate: 5 })).rejects.toThrow('later than tEarly (5 ms), got 5');
  });
});
