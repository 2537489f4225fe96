import {
  elementWords,
  exp,
  GrowconeError,
  quantity,
  resolveParameters,
  streamOf,
  uniform01,
  type Connector,
} from '@growcone/core';
import { sizeOf, type Grid } from './grid.ts';

/** How likely a connection is, by the distance of the two neurons on the grid. */
export interface GaussianKernel {
  /** Probability at distance 0. */
  readonly peak: number;
  /** Standard deviation in grid units. */
  readonly sigma: number;
}

const NUMBERS = {
  peak: quantity(1, '', 'probability at distance 0', { min: 0 }),
  sigma: quantity(1, 'grid units', 'standard deviation', { above: 0 }),
};

/** A kernel whose numbers make sense; refuses others. @param kernel - the kernel */
export const checkedKernel = (kernel: GaussianKernel): GaussianKernel =>
  resolveParameters('gaussianKernel', NUMBERS, { ...kernel });

/** Probability of a kernel at a squared distance: peak · exp(−d²/(2 sigma²)). @param kernel - the kernel @param squared - d² */
export const probabilityAt = ({ peak, sigma }: GaussianKernel, squared: number): number =>
  peak * exp(-squared / (2 * sigma * sigma));

/**
 * Connects each pair with a probability that falls with the distance of its neurons, independently of all others. Both populations lie
 * on the same grid. Within one population a neuron may connect to itself, at distance 0.
 *
 * @param on - the grid
 * @param kernel - the probability by distance
 */
export function connectByDistance(on: Grid, kernel: GaussianKernel): Connector {
  const { peak, sigma } = checkedKernel(kernel);
  return {
    kind: 'connector',
    name: 'connectByDistance',
    multapses: false,
    density: (preSize) => Math.min(1, (2 * Math.PI * peak * sigma ** 2) / preSize),
    connect({ preSize, postSize, key, projection }) {
      checkOnGrid(on, preSize, postSize);
      const stream = streamOf('connectivity', projection);
      const near = displacementsOf(on, kernel, LEAST);
      const pre: number[] = [];
      const post: number[] = [];
      for (let a = 0; a < preSize; a++) {
        const draws = elementWords({ key, stream, step: 0 }, a);
        const row: number[] = [];
        for (const to of near) {
          const b = neuronAt(on, a, to);
          if (b >= 0 && uniform01(draws(b)) < to.probability) row.push(b);
        }
        for (const b of row.sort((p, q) => p - q)) {
          pre.push(a);
          post.push(b);
        }
      }
      return { pre: Uint32Array.from(pre), post: Uint32Array.from(post) };
    },
  };
}

/** Refuses populations that do not lie on the grid. @param on - the grid @param preSize - presynaptic @param postSize - postsynaptic neurons */
export function checkOnGrid(on: Grid, preSize: number, postSize: number): void {
  const size = sizeOf(on);
  if (preSize === size && postSize === size) return;
  throw new GrowconeError(
    'GRID_SIZE',
    `A grid of ${on.width} × ${on.height} places ${size} neurons, but the populations have ${preSize} and ${postSize}. Make ` +
      'both as large as the grid: sizeOf(grid).',
    { width: on.width, height: on.height, pre: preSize, post: postSize },
  );
}

// A draw has 32 bits, so nothing is more likely than not at all.
const LEAST = 2 ** -32;

/** A displacement on the grid, and how likely a connection over it is. */
interface Displacement {
  readonly x: number;
  readonly y: number;
  readonly probability: number;
}

/**
 * Displacements at which a connection is likely enough: with a bound above 0 the work goes with the reach of the kernel, not with the size
 * of the grid.
 *
 * @param on - the grid
 * @param kernel - the probability by distance
 * @param least - smallest probability
 */
export function displacementsOf(
  { width, height, shape }: Grid,
  kernel: GaussianKernel,
  least: number,
): readonly Displacement[] {
  const along = (length: number): number[] => {
    const from = shape === 'torus' ? -Math.floor(length / 2) : 1 - length;
    return Array.from({ length: shape === 'torus' ? length : 2 * length - 1 }, (_, i) => from + i);
  };
  return along(height).flatMap((y) =>
    along(width)
      .map((x) => ({ x, y, probability: probabilityAt(kernel, x * x + y * y) }))
      .filter(({ probability }) => probability >= least),
  );
}

/** The neuron at a displacement from another, or −1 if the grid ends before. @param on - the grid @param from - the other @param to - the displacement */
export function neuronAt({ width, height, shape }: Grid, from: number, to: Pick<Displacement, 'x' | 'y'>): number {
  const [x, y] = [(from % width) + to.x, Math.floor(from / width) + to.y];
  const inside = x >= 0 && x < width && y >= 0 && y < height;
  if (inside) return y * width + x;
  return shape === 'torus' ? ((y + height) % height) * width + ((x + width) % width) : -1;
}
