import { defineRewiring, quantity, resolveParameters, type Rewiring } from '@growcone/core';
import { checkedKernel, type GaussianKernel } from './gaussian-kernel.ts';
import { sizeOf, squaredDistanceExpr, type Grid } from './grid.ts';

/** Options of {@link distanceRewiring}. */
export interface DistanceRewiringOptions {
  /** Pairs that are drawn each time. */
  readonly pairs: number;
  /** Probability that a drawn pair without a synapse gets one. */
  readonly formation: GaussianKernel;
  /** Probability that a drawn synapse below `weak` goes. */
  readonly eliminateWeak: number;
  /** Probability that another drawn synapse goes. */
  readonly eliminateStrong: number;
  /** Weight below which a synapse is weak. */
  readonly weak: number;
  /** Weight of a new synapse. */
  readonly birth: number;
}

const share = (doc: string): ReturnType<typeof quantity> => quantity(0, '', doc, { min: 0 });
const OPTIONS = {
  pairs: quantity(1, '', 'pairs that are drawn each time', { min: 1 }),
  eliminateWeak: share('probability that a weak synapse goes'),
  eliminateStrong: share('probability that a strong synapse goes'),
  weak: quantity(0, '', 'weight below which a synapse is weak'),
  birth: quantity(0, '', 'weight of a new synapse'),
};

/**
 * Rewiring of drawn pairs by distance and weight: a pair without a synapse gets one with probability peak · exp(−d²/(2 sigma²)), d being
 * the distance on the grid; a synapse goes with a probability that depends on whether it is weak. Without a change of weights the
 * probability that a pair is connected tends to F / (F + q), F being the former and q the latter probability.
 *
 * @param on - the grid of both populations
 * @param options - how many pairs, and the probabilities
 * @returns the rewiring rule
 */
export function distanceRewiring(on: Grid, options: DistanceRewiringOptions): Rewiring {
  const { formation, ...numbers } = options;
  const { pairs, eliminateWeak, eliminateStrong, weak, birth } = resolveParameters(
    'distanceRewiring',
    OPTIONS,
    numbers,
  );
  const { peak, sigma } = checkedKernel(formation);
  return defineRewiring({
    name: 'distanceRewiring',
    cite: 'doi:10.1016/j.neunet.2010.01.005',
    sizes: { pre: sizeOf(on), post: sizeOf(on) },
    edit: {
      draw: { pairs },
      eliminate: ({ w }) => w.lt(weak).select(eliminateWeak, eliminateStrong),
      form: ({ pre, post }) =>
        squaredDistanceExpr(on, pre, post)
          .mul(-1 / (2 * sigma * sigma))
          .exp()
          .mul(peak),
      init: () => ({ w: birth }),
    },
  });
}
