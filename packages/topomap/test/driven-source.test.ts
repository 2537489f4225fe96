import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import { network, type Backend, type SpikeBatch } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { drivenSource, FIRST_SPIKES, hazard } from '../src/driven-source.ts';

/** Spikes of sources that fire with one probability first and another after half of the time. */
async function spikes(
  backend: Backend,
  { size, steps, p }: { readonly size: number; readonly steps: number; readonly p: readonly [number, number] },
): Promise<readonly SpikeBatch[]> {
  const net = network({ seed: 2 });
  const sources = net.population('sources', size, drivenSource(), { current: true, initial: FIRST_SPIKES });
  net.record(sources, { spikes: true });
  await using live = await net.start(backend);
  const halves = [];
  for (const probability of p) {
    const given = new Float32Array(size).fill(hazard(probability));
    halves.push((await live.advance(steps / 2, { sources: given })).spikes['sources']!);
  }
  return halves;
}

const alone = cpu({ threads: 1 });

describe('a source with given probabilities', () => {
  it('fires with the present probability from the first step of a change on', async () => {
    const [size, steps] = [400, 2000];
    for (const p of [
      [0.02, 0.2],
      [0.3, 0.01],
    ] as const) {
      const halves = await spikes(alone, { size, steps, p });
      for (const [n, { offsets, neurons }] of halves.entries()) {
        const trials = (size * steps) / 2;
        const sd = Math.sqrt(trials * p[n]! * (1 - p[n]!));
        expect(Math.abs(neurons.length - trials * p[n]!)).toBeLessThan(4 * sd);
        // The first ten steps after the change alone.
        const early = offsets[10]!;
        expect(Math.abs(early - 10 * size * p[n]!)).toBeLessThan(4 * Math.sqrt(10 * size * p[n]!));
      }
    }
  });

  it('has intervals from the geometric distribution', async () => {
    const [size, steps, p] = [300, 6000, 0.05];
    const [{ offsets, neurons }] = (await spikes(alone, { size, steps, p: [p, p] })) as [SpikeBatch, SpikeBatch];
    const last = new Int32Array(size).fill(-1);
    const counts = new Float64Array(41);
    let total = 0;
    for (let t = 0; t < steps / 2; t++) {
      for (let i = offsets[t]!; i < offsets[t + 1]!; i++) {
        const n = neurons[i]!;
        // Long intervals are cut off by the end, which leaves those up to 40 steps of early spikes as they are.
        if (last[n]! >= 0 && last[n]! < steps / 2 - 400) {
          counts[Math.min(40, t - last[n]! - 1)]!++;
          total++;
        }
        last[n] = t;
      }
    }
    let chiSquared = 0;
    for (let k = 0; k <= 40; k++) {
      const share = k < 40 ? p * (1 - p) ** k : (1 - p) ** 40;
      chiSquared += (counts[k]! - total * share) ** 2 / (total * share);
    }
    // χ² of 40 degrees of freedom is below 73.4 with probability 0.999.
    expect(chiSquared).toBeLessThan(73.4);
  });

  it('fires alike with vectors, without, and on the float64 reference', async () => {
    const options = { size: 75, steps: 120, p: [0.05, 0.4] } as const;
    const expected = await spikes(alone, options);
    expect(await spikes(cpu({ threads: 1, simd: false }), options)).toEqual(expected);
    expect(await spikes(reference(), options)).toEqual(expected);
    expect(expected[1]!.neurons.length).toBeGreaterThan(500);
  });

  it('never fires with probability 0, and in every step with probability 1', async () => {
    const halves = await spikes(alone, { size: 50, steps: 100, p: [0, 1] });
    expect(halves[0]!.neurons.length).toBe(0);
    // A draw of 24 bits exceeds the largest hazard once in 10⁷ times.
    expect(halves[1]!.neurons.length).toBe(50 * 50);
  });
});
