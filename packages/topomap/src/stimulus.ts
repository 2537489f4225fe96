import {
  elementWords,
  exp,
  quantity,
  REJECTED,
  resolveParameters,
  seedKey,
  streamOf,
  timeConstant,
  uniformBelow,
  type SeedKey,
} from '@growcone/core';
import { squaredDistance, type Grid } from './grid.ts';

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

/** Rates of the source layer over time: a bump at a random place, or the same rate everywhere. */
export class Stimulus {
  private readonly tile: Grid;
  private readonly layer: Grid;
  private readonly options: StimulusOptions;
  private readonly correlated: boolean;
  private readonly key: SeedKey;
  /** Rates by centre, made when one is first needed. */
  private readonly known = new Map<number, Float64Array>();

  /**
   * @param layer - the source layer
   * @param tile - part of it that has a bump of its own; all show the same
   * @param options - rates and times
   * @param correlated - whether there are bumps
   * @param seed - decides the centres
   */
  constructor(layer: Grid, tile: Grid, options: StimulusOptions, correlated: boolean, seed: number | bigint) {
    this.layer = layer;
    this.tile = tile;
    this.options = resolveParameters('Stimulus', OPTIONS, { ...options });
    this.correlated = correlated;
    this.key = seedKey(seed);
  }

  /** Neuron of the tile at which the bump of a presentation is centred, every one as likely. @param presentation - its number */
  centre(presentation: number): number {
    const draws = elementWords({ key: this.key, stream: streamOf('encoding', 0), step: presentation });
    for (let draw = 0; ; draw++) {
      const centre = uniformBelow(this.tile.width * this.tile.height, draws(0, draw));
      if (centre !== REJECTED) return centre;
    }
  }

  /** Rate of every source neuron in Hz: not to be changed. @param presentation - number of the presentation */
  rates(presentation: number): Float64Array {
    const { layer, options } = this;
    const { flat } = options;
    const centre = this.correlated ? this.centre(presentation) : -1;
    const known = this.known.get(centre);
    if (known) return known;
    const rates = this.correlated ? this.bump(centre) : new Float64Array(layer.width * layer.height).fill(flat);
    this.known.set(centre, rates);
    return rates;
  }

  private bump(centre: number): Float64Array {
    const { layer, tile, options } = this;
    const { base, peak, sigma } = options;
    const ofTile = Float64Array.from({ length: tile.width * tile.height }, (_, n) => {
      return base + peak * exp(-squaredDistance(tile, n, centre) / (2 * sigma * sigma));
    });
    const rates = new Float64Array(layer.width * layer.height);
    for (let n = 0, y = 0; y < layer.height; y++) {
      const row = (y % tile.height) * tile.width;
      for (let x = 0; x < layer.width; x++, n++) rates[n] = ofTile[row + (x % tile.width)]!;
    }
    return rates;
  }
}
