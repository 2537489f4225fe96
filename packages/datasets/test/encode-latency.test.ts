import { describe, expect, it } from 'vitest';
import { encodeLatency, toBatch } from '../src/index.ts';
import { intensities, trainOf } from './small-datasets.ts';

const every = Uint8Array.from({ length: 256 }, (_, level) => level);

describe('encodeLatency', () => {
  const levels = intensities(every, 256);
  const stepsOf = async (options: Parameters<typeof encodeLatency>[1]): Promise<number[][]> => {
    const batch = await toBatch(encodeLatency(levels, options), [0]);
    return Array.from(every, (level) => trainOf(batch, 0, level));
  };

  it('charges a leaky integrator: t = 20 ms · ln(I / (I − 0.2)), and one spike if the threshold is reached', async () => {
    const spikes = await stepsOf({ steps: 100, dt: 1 });
    // 20 ln(1 / 0.8) = 4.46, 20 ln(0.4 / 0.2) = 13.86, 20 ln(52 / 1) = 79.02
    expect(spikes[255]).toEqual([4]);
    expect(spikes[102]).toEqual([13]);
    expect(spikes[52]).toEqual([79]);
  });

  it('leaves a pixel silent up to the threshold: 51 / 255 is 0.2', async () => {
    const spikes = await stepsOf({ steps: 100, dt: 1 });
    expect(spikes.findLastIndex((train) => train.length === 0)).toBe(51);
  });

  it('spikes no later for a brighter pixel', async () => {
    const first = (await stepsOf({ steps: 100, dt: 0.5 })).slice(52).map(([step]) => step);
    expect(first).toEqual(first.toSorted((a, b) => b - a));
  });

  it('fits all grey levels into 80 steps of 1 ms, and puts what is later into the last step', async () => {
    expect(await stepsOf({ steps: 80, dt: 1 })).toEqual(await stepsOf({ steps: 200, dt: 1 }));
    expect((await stepsOf({ steps: 40, dt: 1 }))[52]).toEqual([39]);
  });

  it('has no grey level so near to the edge of a step that a logarithm off by an ulp would move it', () => {
    for (let level = 52; level < 256; level++) {
      const t = 20 * Math.log(level / (level - 51));
      expect(Math.abs(t - Math.round(t))).toBeGreaterThan(1e-6);
    }
  });

  it('encodes intensities given as numbers like those given as bytes', async () => {
    const numbers = intensities(
      Float64Array.from(every, (level) => level / 255),
      256,
    );
    const options = { steps: 80, dt: 1 };
    expect(await toBatch(encodeLatency(numbers, options), [0])).toEqual(
      await toBatch(encodeLatency(levels, options), [0]),
    );
  });

  it.each([
    [{ steps: 0, dt: 1 }, 'encodeLatency.steps must be a whole number of at least 1, got 0'],
    [{ steps: 2.5, dt: 1 }, 'got 2.5'],
    [{ steps: 80, dt: 0 }, 'encodeLatency.dt must be a number of ms above 0, got 0'],
    [{ steps: 80, dt: 1, tau: -1 }, 'encodeLatency.tau'],
    [{ steps: 80, dt: 1, theta: 2 }, 'encodeLatency.theta must be a number between 0 and 1, got 2'],
  ])('refuses %o', (options, message) => {
    expect(() => encodeLatency(levels, options)).toThrow(message);
  });
});
