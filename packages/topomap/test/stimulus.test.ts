import { describe, expect, it } from 'vitest';
import { grid, presets, stimulusOf, type Grid, type Stimulus } from '../src/index.ts';

const { stimulus } = presets.knight2025;
/** The stimulus of the first population. */
const shown = (layer: Grid, tile: Grid, correlated = true, options = stimulus): Stimulus =>
  stimulusOf(options, { layer, tile, correlated, seed: 1, population: 0, dt: 0.1 });

const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;

describe('a stimulus', () => {
  it('has 20 Hz on average whatever its kind', () => {
    const tile = grid(16);
    // 5 + 152.8 · 2π · 2² / 256 Hz = 20.0 Hz; the sum over a lattice differs from the integral by far less than 0.1.
    expect(Math.abs(mean(shown(tile, tile).rates(0)) - 20)).toBeLessThan(0.1);
    expect(mean(shown(tile, tile, false).rates(0))).toBe(20);
  });

  it('may be centred at any neuron, those of the last row and column too', () => {
    const tile = grid(16);
    const s = shown(tile, tile);
    const seen = new Set(Array.from({ length: 6000 }, (_, n) => s.centre(n)));
    // A neuron is missed by 6000 draws with probability (255/256)^6000 = 6e-11.
    expect(seen.size).toBe(256);
  });

  it('shows every tile of a large layer the same', () => {
    const [tile, layer] = [grid(4), grid(8)];
    const rates = shown(layer, tile).rates(3);
    for (let n = 0; n < 64; n++) {
      const [x, y] = [n % 8, Math.floor(n / 8)];
      expect(rates[n]).toBe(rates[(y % 4) * 8 + (x % 4)]);
    }
  });
});
