import type { StoreSnapshot } from '@growcone/core';
import { axisDisplacement, sizeOf, type Grid } from './grid.ts';

/** Connection probability and weight against where the presynaptic neuron lies, seen from the postsynaptic one. */
export interface DisplacementProfile {
  /** Smallest column displacement. */
  readonly left: number;
  /** Smallest row displacement. */
  readonly top: number;
  /** Share of the pairs with a synapse: [row displacement][column displacement]; NaN where there is no pair. */
  readonly probability: readonly Float64Array[];
  /** Mean weight of the synapses; NaN where there are none. */
  readonly weight: readonly Float64Array[];
}

/**
 * Connection probability and mean weight by displacement.
 *
 * @param on - the grid of both layers
 * @param synapses - the synapses, as `live.synapses` gives them
 */
export function displacementProfile(on: Grid, synapses: StoreSnapshot): DisplacementProfile {
  const { width, height, shape } = on;
  const from = (length: number): number => (shape === 'torus' ? -Math.floor(length / 2) : 1 - length);
  const span = (length: number): number => (shape === 'torus' ? length : 2 * length - 1);
  const [left, top] = [from(width), from(height)];
  const table = (): Float64Array[] => Array.from({ length: span(height) }, () => new Float64Array(span(width)));
  const [count, total] = [table(), table()];
  synapses.post.forEach((post, i) => {
    const pre = synapses.pre[i]!;
    const x = axisDisplacement(post % width, pre % width, width, shape) - left;
    const y = axisDisplacement(Math.floor(post / width), Math.floor(pre / width), height, shape) - top;
    count[y]![x]! += 1;
    total[y]![x]! += synapses.variables['w']?.[i] ?? NaN;
  });
  // On a plane only neurons far enough from the edge have a partner there.
  const pairs = (x: number, y: number): number =>
    shape === 'torus' ? sizeOf(on) : (width - Math.abs(x + left)) * (height - Math.abs(y + top));
  return {
    left,
    top,
    probability: count.map((row, y) => row.map((n, x) => n / pairs(x, y))),
    weight: total.map((row, y) => row.map((sum, x) => sum / count[y]![x]!)),
  };
}
