import { GrowconeError, type Pairs } from '@growcone/core';
import { axisDistance, sizeOf, squaredDistance, type Grid } from './grid.ts';
import { afferentsOf } from './map-quality.ts';

/**
 * Synapses that came, went and stayed, by the distance of their neurons on the grid: entry n counts distances from n − 1/2 to n + 1/2. The
 * lists end at the largest distance that the grid has.
 */
export interface Turnover {
  /** Synapses that are there only afterwards. */
  readonly gained: readonly number[];
  /** Synapses that were there only before. */
  readonly lost: readonly number[];
  /** Synapses that are there before and afterwards. */
  readonly kept: readonly number[];
}

/**
 * Compares the synapses of a projection at two times. A synapse that came and went in between is in neither; one that went and came again
 * was kept. The work goes with the number of synapses.
 *
 * @param on - the grid of both layers
 * @param before - the synapses at first, as `live.synapses` gives them
 * @param after - the synapses later
 */
export function turnover(on: Grid, before: Pairs, after: Pairs): Turnover {
  const size = sizeOf(on);
  checkPre(before, size);
  checkPre(after, size);
  const [gained, lost, kept] = [perDistance(on), perDistance(on), perDistance(on)];
  const [old, young] = [afferentsOf(before, size), afferentsOf(after, size)];
  // By presynaptic neuron: synapses before onto the postsynaptic neuron at hand that have not been met afterwards.
  const unmet = new Uint32Array(size);
  for (let post = 0; post < size; post++) {
    for (const i of old[post]!) unmet[before.pre[i]!]! += 1;
    for (const i of young[post]!) {
      const pre = after.pre[i]!;
      const known = unmet[pre]! > 0;
      if (known) unmet[pre]! -= 1;
      (known ? kept : gained)[distanceBin(on, pre, post)]! += 1;
    }
    for (const i of old[post]!) {
      const pre = before.pre[i]!;
      if (unmet[pre] === 0) continue;
      unmet[pre]! -= 1;
      lost[distanceBin(on, pre, post)]! += 1;
    }
  }
  return { gained, lost, kept };
}

/**
 * Number of pairs of neurons, each from one layer, by their distance on the grid: what numbers of a {@link Turnover} are to be compared with.
 *
 * @param on - the grid of both layers
 */
export function pairsByDistance(on: Grid): readonly number[] {
  const { width, height, shape } = on;
  /** Ordered pairs of coordinates by distance. */
  const along = (length: number): number[] => {
    const counts = new Array<number>(length).fill(0);
    for (let d = 0; d < length; d++) {
      // At distance d of each other, not folded, are length − d pairs in either order.
      counts[axisDistance(0, d, length, shape)]! += (d === 0 ? 1 : 2) * (length - d);
    }
    return counts;
  };
  const pairs = perDistance(on);
  const columns = along(width);
  for (const [y, rows] of along(height).entries()) {
    for (const [x, count] of columns.entries()) {
      if (rows * count > 0) pairs[Math.round(Math.hypot(x, y))]! += rows * count;
    }
  }
  return pairs;
}

const distanceBin = (on: Grid, pre: number, post: number): number =>
  Math.round(Math.sqrt(squaredDistance(on, pre, post)));

/** A zero for each distance. */
function perDistance({ width, height, shape }: Grid): number[] {
  const [x, y] = [width, height].map((length) => (shape === 'torus' ? Math.floor(length / 2) : length - 1));
  return new Array<number>(Math.round(Math.hypot(x!, y!)) + 1).fill(0);
}

function checkPre({ pre }: Pairs, size: number): void {
  const synapse = pre.findIndex((neuron) => neuron >= size);
  if (synapse < 0) return;
  throw new GrowconeError(
    'MAP_SIZE',
    `Synapse ${synapse} begins at neuron ${pre[synapse]}, but the grid has ${size} neurons. Give the grid of the layers.`,
    { synapse, neuron: pre[synapse], size },
  );
}
