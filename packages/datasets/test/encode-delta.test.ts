import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDelta, toBatch } from '../src/index.ts';
import { intensities, trainOf } from './small-datasets.ts';

describe('encodeDelta', () => {
  it('spikes where the signal rises to a threshold (k + ½) / levels or falls below it', async () => {
    const signal = intensities(Float64Array.of(0, 0.25, 1, 0.7, 0.1), 5);
    const dataset = encodeDelta(signal, { levels: 2 });
    const batch = await toBatch(dataset, [0]);
    expect([dataset.channels, dataset.steps]).toEqual([4, 5]);
    // Thresholds 0.25 and 0.75: both are reached by rising, at once or one after the other, and left again.
    expect([0, 1, 2, 3].map((channel) => trainOf(batch, 0, channel))).toEqual([[1], [2], [4], [3]]);
  });

  it('holds each value for as many steps as asked for', async () => {
    const dataset = encodeDelta(intensities(Float64Array.of(0, 1, 0), 3), { levels: 1, stepsPerValue: 4 });
    const batch = await toBatch(dataset, [0]);
    expect(batch.steps).toBe(12);
    expect([trainOf(batch, 0, 0), trainOf(batch, 0, 1)]).toEqual([[4], [8]]);
  });

  it('tells the signal to within one level: rises minus falls are the thresholds at or below it', async () => {
    const signals = fc.uint8Array({ minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(signals, fc.integer({ min: 1, max: 9 }), async (signal, levels) => {
        const batch = await toBatch(encodeDelta(intensities(signal, signal.length), { levels }), [0]);
        let passed = 0;
        signal.forEach((value, step) => {
          for (const channel of batch.neurons.subarray(batch.offsets[step], batch.offsets[step + 1])) {
            passed += channel < levels ? 1 : -1;
          }
          expect(Math.abs(passed / levels - value / 255)).toBeLessThanOrEqual(0.5 / levels + 1e-12);
        });
      }),
    );
  });

  it('refuses to have no threshold', () => {
    expect(() => encodeDelta(intensities(Uint8Array.of(0), 1), { levels: 0 })).toThrow('encodeDelta.levels must be');
  });
});
