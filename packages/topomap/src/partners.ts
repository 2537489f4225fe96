import { log, uniform01, type ElementWords } from '@growcone/core';
import { checkedKernel, displacementsOf, neuronAt, type GaussianKernel } from './gaussian-kernel.ts';
import type { Grid } from './grid.ts';

/** Share of the largest probability below which a partner is hardly ever drawn. */
const NEAR = 2 ** -32;

/** Stands for a draw of 0, whose logarithm has none. */
const LEAST = 2 ** -33;

/** Draws partners of a neuron, near ones more often, without repetition. */
export type DrawPartners = (neuron: number, count: number, draws: ElementWords) => readonly number[];

/**
 * Draws partners one after another without repetition, each with a probability in proportion to the kernel.
 *
 * @param on - the grid
 * @param kernel - the probability by distance
 * @returns (neuron, how many, random words by number of the partner) → numbers of the partners
 */
export function partnersByDistance(on: Grid, kernel: GaussianKernel): DrawPartners {
  // The peak does not matter here. Where the kernel is so small that it rounds to 0, its logarithm still tells distances apart.
  const shape = { ...checkedKernel(kernel), peak: 1 };
  const scale = -1 / (2 * shape.sigma * shape.sigma);
  // Partners too far to be drawn in practice are looked at only where a neuron needs more than half of those that are near.
  const [near, all] = [NEAR, 0].map((least) => displacementsOf(on, shape, least));
  return (neuron, count, draws) => {
    const keysOf = (displacements: typeof near): [partner: number, key: number][] =>
      displacements!.flatMap((from) => {
        const partner = neuronAt(on, neuron, from);
        if (partner < 0) return [];
        // Taking the least of −ln(u) / p is drawing one after another without repetition (Efraimidis and Spirakis 2006).
        const u = Math.max(LEAST, uniform01(draws(partner)));
        return [[partner, log(-log(1 - u)) - scale * (from.x * from.x + from.y * from.y)]];
      });
    const few = keysOf(near);
    const keys = few.length < 2 * count ? keysOf(all) : few;
    keys.sort((a, b) => a[1] - b[1]);
    return keys.slice(0, count).map(([partner]) => partner);
  };
}
