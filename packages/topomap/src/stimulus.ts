import {
  elementWords,
  exp,
  GrowconeError,
  quantity,
  resolveParameters,
  seedKey,
  streamOf,
  timeConstant,
  uniform01,
} from '@growcone/core';
import { sizeOf, squaredDistance, type Grid } from './grid.ts';

/** What drives the source layer. */
export interface StimulusOptions {
  /** Rate far from the centre in Hz. */
  readonly base: number;
  /** What the centre has more, in Hz. */
  readonly peak: number;
  /** Standard deviation of the bump in grid units. */
  readonly sigma: number;
  /** How long a centre lasts, in ms. */
  readonly duration: number;
  /** Rate of every neuron in Hz where there is no centre. */
  readonly flat: number;
}

const OPTIONS = {
  base: quantity(5, 'Hz', 'rate far from the centre', { min: 0 }),
  peak: quantity(150, 'Hz', 'what the centre has more', { min: 0 }),
  sigma: quantity(2, 'grid units', 'standard deviation of the bump', { above: 0 }),
  duration: timeConstant(20, 'how long a centre lasts'),
  flat: quantity(20, 'Hz', 'rate where there is no centre', { min: 0 }),
};

/** Options that make sense; refuses others. @param options - rates and times */
export const checkedStimulus = (options: StimulusOptions): StimulusOptions =>
  resolveParameters('Stimulus', OPTIONS, { ...options });

/** Refuses tiles that a layer is no whole number of. @param layer - the layer @param tile - the tile */
export function checkTiles(layer: Grid, tile: Grid): void {
  if (layer.width % tile.width === 0 && layer.height % tile.height === 0) return;
  throw new GrowconeError(
    'TILES',
    `A layer must be a whole number of tiles along each side, got ${layer.width} × ${layer.height} neurons and tiles of ` +
      `${tile.width} × ${tile.height}.`,
    { layer, tile },
  );
}

/** Which stimulus a source layer shows when: what its neurons draw on the device, for those who look at it from outside. */
export interface Stimulus {
  /** Neuron of the tile at which the bump of a presentation is centred, every one as likely. @param presentation - its number, from 0 */
  centre(presentation: number): number;
  /** Rate of every source neuron in Hz. @param presentation - number of the presentation, from 0 */
  rates(presentation: number): Float64Array;
}

/** Where a stimulus is shown. */
export interface StimulusSite {
  /** The source layer. */
  readonly layer: Grid;
  /** Part of it that has a bump of its own; all show the same. */
  readonly tile: Grid;
  /** Whether there are bumps. */
  readonly correlated: boolean;
  /** Seed of the network. */
  readonly seed: number | bigint;
  /** Number of the source population within its network. */
  readonly population: number;
  /** Step in ms. */
  readonly dt: number;
}

/**
 * The stimuli that {@link stimulusSource} shows.
 *
 * @param options - rates and times
 * @param site - where
 */
export function stimulusOf(options: StimulusOptions, site: StimulusSite): Stimulus {
  const { base, peak, sigma, duration, flat } = checkedStimulus(options);
  const { layer, tile, correlated, seed, population, dt } = site;
  checkTiles(layer, tile);
  const key = seedKey(seed);
  const steps = Math.max(1, Math.round(duration / dt));
  const places = tile.width * tile.height;
  const centre = (presentation: number): number => {
    const stream = streamOf('shared', population);
    const draws = elementWords({ key, stream, step: presentation * steps + 1 });
    // In single precision, as the device multiplies.
    return Math.min(places - 1, Math.floor(Math.fround(uniform01(draws(0)) * places)));
  };
  return {
    centre,
    rates(presentation) {
      const rates = new Float64Array(sizeOf(layer)).fill(flat);
      if (!correlated) return rates;
      const about = centre(presentation);
      const ofTile = Float64Array.from({ length: places }, (_, n) => {
        return base + peak * exp(-squaredDistance(tile, n, about) / (2 * sigma * sigma));
      });
      for (let n = 0, y = 0; y < layer.height; y++) {
        const row = (y % tile.height) * tile.width;
        for (let x = 0; x < layer.width; x++, n++) rates[n] = ofTile[row + (x % tile.width)]!;
      }
      return rates;
    },
  };
}
