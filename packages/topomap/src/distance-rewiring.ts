import {
  defineRewiring,
  quantity,
  resolveParameters,
  type DrawPairs,
  type DrawSlots,
  type Rewiring,
} from '@growcone/core';
import { checkedKernel, type GaussianKernel } from './gaussian-kernel.ts';
import { sizeOf, squaredDistanceExpr, type Grid } from './grid.ts';

/** Options of {@link distanceRewiring}. */
export interface DistanceRewiringOptions {
  /** What is drawn each time: pairs of neurons, or slots of postsynaptic neurons. */
  readonly draw: DrawPairs | DrawSlots;
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

/** Probabilities below the resolution of a draw count as 0. */
const LEAST = 2 ** -24;
/** Exponent at which a probability counts as 0 whatever the peak; e to smaller powers would be denormal, which takes many times longer. */
const FAR = -60;

const share = (doc: string): ReturnType<typeof quantity> => quantity(0, '', doc, { min: 0 });
const OPTIONS = {
  eliminateWeak: share('probability that a weak synapse goes'),
  eliminateStrong: share('probability that a strong synapse goes'),
  weak: quantity(0, '', 'weight below which a synapse is weak'),
  birth: quantity(0, '', 'weight of a new synapse'),
};

/**
 * Rewiring of drawn pairs by distance and weight: a pair without a synapse gets one with probability peak · exp(−d²/(2 sigma²)), d being
 * the distance on the grid; a synapse goes with a probability that depends on whether it is weak. Without a change of weights, and where
 * pairs are drawn, the probability that a pair is connected tends to F / (F + q), F being the former and q the latter probability.
 *
 * @param on - the grid of both populations
 * @param options - what is drawn, and the probabilities
 * @returns the rewiring rule
 */
export function distanceRewiring(on: Grid, options: DistanceRewiringOptions): Rewiring {
  const { formation, draw, ...numbers } = options;
  const { eliminateWeak, eliminateStrong, weak, birth } = resolveParameters('distanceRewiring', OPTIONS, numbers);
  const { peak, sigma } = checkedKernel(formation);
  return defineRewiring({
    name: 'distanceRewiring',
    cite: 'doi:10.1016/j.neunet.2010.01.005',
    sizes: { pre: sizeOf(on), post: sizeOf(on) },
    edit: {
      draw,
      eliminate: ({ w }) => w.lt(weak).select(eliminateWeak, eliminateStrong),
      form: ({ pre, post }) => {
        const probability = squaredDistanceExpr(on, pre, post)
          .mul(-1 / (2 * sigma * sigma))
          .max(FAR)
          .exp()
          .mul(peak);
        return probability.lt(LEAST).select(0, probability);
      },
      init: () => ({ w: birth }),
    },
  });
}
