import { describe, expect, it } from 'vitest';
import { encodeDirect, encodeLatency, subset, toBatch } from '../src/index.ts';
import { intensities } from './small-datasets.ts';

describe('encodeDirect', () => {
  const dataset = encodeDirect(intensities(Uint8Array.of(0, 51, 255, 102), 2), { steps: 5 });

  it('delivers the intensities of each example and no spikes', async () => {
    expect(await toBatch(dataset, [1, 0])).toEqual({
      size: 2,
      steps: 5,
      offsets: new Uint32Array(12),
      neurons: new Uint32Array(0),
      labels: Uint32Array.of(0, 0),
      values: Float32Array.of(1, 0.4, 0, 0.2),
    });
  });

  it('keeps them in a subset', async () => {
    expect((await toBatch(subset(dataset, [1]), [0])).values).toEqual(Float32Array.of(1, 0.4));
  });

  it('is the only code with values', async () => {
    const latency = encodeLatency(intensities(Uint8Array.of(255), 1), { steps: 5, dt: 1 });
    expect(await toBatch(latency, [0])).not.toHaveProperty('values');
  });
});
