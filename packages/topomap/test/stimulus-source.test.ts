import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import { network, type Backend, type SpikeBatch } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import {
  FIRST_SPIKES,
  grid,
  presets,
  sizeOf,
  stimulusOf,
  stimulusSource,
  type Grid,
  type Stimulus,
  type StimulusOptions,
} from '../src/index.ts';

const { stimulus } = presets.knight2025;
const alone = cpu({ threads: 1 });

interface Shown {
  readonly layer: Grid;
  readonly tile: Grid;
  readonly correlated?: boolean;
  readonly options?: StimulusOptions;
  readonly dt?: number;
}

/** Spikes of a layer in stretches of steps, and the stimulus that one who looks from outside expects. */
async function spikes(
  backend: Backend,
  { layer, tile, correlated = true, options = stimulus, dt = 1 }: Shown,
  stretches: readonly number[],
): Promise<{ readonly batches: readonly SpikeBatch[]; readonly stimulus: Stimulus }> {
  const net = network({ dt, seed: 6 });
  // A population before it, so that the number of the sources is not that of the first.
  net.population('other', 3, stimulusSource(grid(1), grid(1), stimulus, false));
  const model = stimulusSource(layer, tile, options, correlated);
  const source = net.population('source', sizeOf(layer), model, { initial: FIRST_SPIKES });
  net.record(source, { spikes: true });
  await using live = await net.start(backend);
  const batches = [];
  for (const steps of stretches) batches.push((await live.advance(steps)).spikes['source']!);
  const site = { layer, tile, correlated, seed: 6, population: source.id, dt };
  return { batches, stimulus: stimulusOf(options, site) };
}

describe('sources that show a stimulus', () => {
  it('fire about the centres that their description names, with its rates, from the first step of each on', async () => {
    // Far above the base, so that a few steps tell where the centre is.
    const options = { ...stimulus, base: 10, peak: 700, sigma: 1.5 };
    const [layer, tile] = [grid(16), grid(8)];
    const presentations = 300;
    const shown = { layer, tile, options };
    const { batches, stimulus: expected } = await spikes(alone, shown, Array<number>(presentations).fill(20));
    let [chiSquared, early, earlyExpected, neurons] = [0, 0, 0, 0];
    for (const [n, { offsets, neurons: fired }] of batches.entries()) {
      const rates = expected.rates(n);
      const counts = new Float64Array(sizeOf(layer));
      for (const neuron of fired) counts[neuron]!++;
      for (const [neuron, rate] of rates.entries()) {
        const p = rate / 1000;
        chiSquared += (counts[neuron]! - 20 * p) ** 2 / (20 * p * (1 - p));
        neurons++;
      }
      // The first step of a presentation, of the neurons near its centre alone.
      for (const neuron of fired.subarray(0, offsets[1])) if (rates[neuron]! > 300) early++;
      earlyExpected += rates.reduce((sum, rate) => sum + (rate > 300 ? rate / 1000 : 0), 0);
    }
    // The mean of a squared standardised binomial count is 1; its variance is 2 + (1 − 6 p q) / (20 p q) < 2 + 1 / (20 · 0.01).
    expect(Math.abs(chiSquared / neurons - 1)).toBeLessThan(4 * Math.sqrt(7 / neurons));
    expect(Math.abs(early - earlyExpected)).toBeLessThan(4 * Math.sqrt(earlyExpected));
  });

  it('have intervals from the geometric distribution', async () => {
    const [layer, steps, p] = [grid(20), 6000, 0.05];
    const options = { ...stimulus, flat: 1000 * p };
    const { batches } = await spikes(alone, { layer, tile: layer, correlated: false, options }, [steps]);
    const [{ offsets, neurons }] = batches as [SpikeBatch];
    const last = new Int32Array(sizeOf(layer)).fill(-1);
    const counts = new Float64Array(41);
    let total = 0;
    for (let t = 0; t < steps; t++) {
      for (let i = offsets[t]!; i < offsets[t + 1]!; i++) {
        const n = neurons[i]!;
        // Intervals that begin late may be cut off by the end.
        if (last[n]! >= 0 && last[n]! < steps - 400) {
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

  it('fire alike in one stretch or many, with vectors, without, on shared threads, and on the float64 reference', async () => {
    const shown = { layer: grid(14), tile: grid(7), options: { ...stimulus, duration: 7 } };
    const { batches } = await spikes(alone, shown, [150]);
    const expected = batches[0]!;
    expect(expected.neurons.length).toBeGreaterThan(400);
    for (const other of [cpu({ threads: 1, simd: false }), cpu({ threads: 2, shareFrom: 1 }), reference()]) {
      expect((await spikes(other, shown, [150])).batches).toEqual(batches);
    }
    const cut = (await spikes(alone, shown, [1, 6, 3, 100, 40])).batches;
    expect(cut.flatMap(({ neurons }) => Array.from(neurons))).toEqual(Array.from(expected.neurons));
  });

  it('never fire at a rate of 0, and in every step at one of a spike per step', async () => {
    const count = async (flat: number): Promise<number> => {
      const shown = { layer: grid(7), tile: grid(7), correlated: false, options: { ...stimulus, flat } };
      return (await spikes(alone, shown, [50])).batches[0]!.neurons.length;
    };
    expect(await count(0)).toBe(0);
    // A draw of 24 bits exceeds the largest hazard once in 10⁷ times.
    expect(await count(1000)).toBe(49 * 50);
  });

  it('cannot be asked for in trials', async () => {
    const net = network({ dt: 1, seed: 1 });
    net.population('source', 4, stimulusSource(grid(2), grid(2), stimulus, true));
    await expect(net.compile(alone)).rejects.toThrow("Population 'source' ('stimulusSource') changes every 20 ms");
  });

  it('refuse tiles that do not fill their layer', () => {
    expect(() => stimulusSource(grid(8), grid(3), stimulus, true)).toThrow(
      'A layer must be a whole number of tiles along each side, got 8 × 8 neurons and tiles of 3 × 3.',
    );
  });

  it('take nothing from outside', async () => {
    const net = network({ dt: 1, seed: 1 });
    net.population('source', 4, stimulusSource(grid(2), grid(2), stimulus, true));
    await using live = await net.start(alone);
    await expect(live.advance(1, { source: [1, 1, 1, 1] })).rejects.toThrow(
      "'source', but this population takes nothing",
    );
  });
});
