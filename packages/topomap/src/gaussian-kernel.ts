import { elementWords, exp, streamOf, uniform01, type Connector } from '@growcone/core';
import { squaredDistance, type Grid } from './grid.ts';

/** How likely a connection is, by the distance of the two neurons on the grid. */
export interface GaussianKernel {
  /** Probability at distance 0. */
  readonly peak: number;
  /** Standard deviation in grid units. */
  readonly sigma: number;
}

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
  return {
    kind: 'connector',
    name: 'connectByDistance',
    multapses: false,
    density: (preSize) => Math.min(1, (2 * Math.PI * kernel.peak * kernel.sigma ** 2) / preSize),
    connect({ preSize, postSize, key, projection }) {
      const stream = streamOf('connectivity', projection);
      const pre: number[] = [];
      const post: number[] = [];
      for (let a = 0; a < preSize; a++) {
        const draws = elementWords({ key, stream, step: 0 }, a);
        for (let b = 0; b < postSize; b++) {
          if (uniform01(draws(b)) >= probabilityAt(kernel, squaredDistance(on, a, b))) continue;
          pre.push(a);
          post.push(b);
        }
      }
      return { pre: Uint32Array.from(pre), post: Uint32Array.from(post) };
    },
  };
}
