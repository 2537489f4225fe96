import { log, uniform01, type ElementWords } from '@growcone/core';
import { displacementsOf, neuronAt, type GaussianKernel } from './gaussian-kernel.ts';
import type { Grid } from './grid.ts';

/** Share of the largest probability below which a partner is hardly ever drawn. */
const NEAR = 2 ** -32;

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
  // Partners too far to be drawn in practice are looked at only where a neuron needs more than half of those that are near.
  const [near, all] = [NEAR * kernel.peak, 0].map((least) => displacementsOf(on, kernel, least));
  return (neuron, count, draws) => {
    const keysOf = (displacements: typeof near): [partner: number, key: number][] =>
      displacements!.flatMap((from) => {
        const partner = neuronAt(on, neuron, from);
        // Taking the largest of u^(1/p) is drawing one after another without repetition (Efraimidis and Spirakis 2006).
        return partner < 0 ? [] : [[partner, log(1 - uniform01(draws(partner))) / from.probability]];
      });
    const few = keysOf(near);
    const keys = few.length < 2 * count ? keysOf(all) : few;
    keys.sort((a, b) => b[1] - a[1]);
    return keys.slice(0, count).map(([partner]) => partner);
  };
}
