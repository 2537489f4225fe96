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
  const columns = Float64Array.from(pre, (neuron) => neuron % on.width);
  const rows = Float64Array.from(pre, (neuron) => Math.floor(neuron / on.width));
  const x = leastSpread(columns, weights, on.width, on.shape);
  const y = leastSpread(rows, weights, on.height, on.shape);
  return { x: x.centre, y: y.centre, sigma: (x.sigma + y.sigma) / 2 };
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
  let best = { centre: NaN, variance: Infinity };
  const fold = shape === 'torus' ? length / 2 : Infinity;
  const candidates = shape === 'torus' ? length * STEPS : (length - 1) * STEPS + 1;
  for (let step = 0; step < candidates; step++) {
    const centre = step / STEPS;
    let sum = 0;
    for (let i = 0; i < positions.length; i++) {
      let d = Math.abs(positions[i]! - centre);
      if (d > fold) d = length - d;
      sum += weights[i]! * d * d;
    }
    if (sum / total < best.variance) best = { centre, variance: sum / total };
  }
  return { centre: best.centre, sigma: Math.sqrt(best.variance) };
}
