import type { Grid } from './grid.ts';

/** Where the synapses of a neuron come from. */
export interface ReceptiveField {
  /** Column of the centre in grid units, in steps of 0.1. */
  readonly x: number;
  /** Row of the centre. */
  readonly y: number;
  /** Weighted standard deviation about the centre, mean of both axes; NaN if there is no weight. */
  readonly sigma: number;
}

/** Steps per grid unit of the search for the centre. */
const STEPS = 10;

/**
 * Finds the centre about which afferents spread least. Along each axis: sigma² = min over c of Σ wᵢ d(xᵢ, c)² / Σ wᵢ, where d is folded at
 * the edges of a torus and c goes through every tenth of a grid unit (Bamford, Murray and Willshaw 2010). The mean of positions is no
 * substitute: on a torus there is none.
 *
 * @param on - the grid of the presynaptic neurons
 * @param pre - presynaptic neurons
 * @param weights - one per synapse, not negative
 */
export function receptiveField(on: Grid, pre: ArrayLike<number>, weights: ArrayLike<number>): ReceptiveField {
  const columns = new Float64Array(pre.length);
  const rows = new Float64Array(pre.length);
  for (let i = 0; i < pre.length; i++) {
    columns[i] = pre[i]! % on.width;
    rows[i] = Math.floor(pre[i]! / on.width);
  }
  const x = leastSpread(columns, weights, on.width, on.shape);
  const y = leastSpread(rows, weights, on.height, on.shape);
  return { x: x.centre, y: y.centre, sigma: (x.sigma + y.sigma) / 2 };
}

/**
 * The stretch of an axis in which the centre lies: that of all positions, if it is shorter than half of the axis, for a centre outside is
 * farther from all of them. Else anywhere.
 */
function arcOf(
  positions: Float64Array,
  length: number,
  shape: Grid['shape'],
): { readonly from: number; readonly width: number } {
  const anywhere = { from: 0, width: length };
  if (shape === 'plane' || positions.length === 0) return anywhere;
  const sorted = positions.slice().sort();
  let widest = { gap: sorted[0]! + length - sorted.at(-1)!, from: sorted[0]! };
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i]! - sorted[i - 1]!;
    if (gap > widest.gap) widest = { gap, from: sorted[i]! };
  }
  const width = length - widest.gap;
  return width < length / 2 ? { from: widest.from, width } : anywhere;
}

/** Centre and spread along one axis. */
function leastSpread(
  positions: Float64Array,
  weights: ArrayLike<number>,
  length: number,
  shape: Grid['shape'],
): { centre: number; sigma: number } {
  let total = 0;
  for (let i = 0; i < positions.length; i++) total += weights[i]!;
  if (!(total > 0)) return { centre: NaN, sigma: NaN };
  let best = { step: 0, variance: Infinity };
  const fold = shape === 'torus' ? length / 2 : Infinity;
  const candidates = shape === 'torus' ? length * STEPS : (length - 1) * STEPS + 1;
  const { from, width } = arcOf(positions, length, shape);
  const tried = Math.min(candidates, width * STEPS + 1);
  for (let n = 0; n < tried; n++) {
    const step = (from * STEPS + n) % candidates;
    const centre = step / STEPS;
    let sum = 0;
    for (let i = 0; i < positions.length; i++) {
      let d = Math.abs(positions[i]! - centre);
      if (d > fold) d = length - d;
      sum += weights[i]! * d * d;
    }
    const variance = sum / total;
    // Of several that are as good, the first along the axis.
    if (variance < best.variance || (variance === best.variance && step < best.step)) best = { step, variance };
  }
  return { centre: best.step / STEPS, sigma: Math.sqrt(best.variance) };
}
