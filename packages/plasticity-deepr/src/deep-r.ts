import { defineRewiring, quantity, resolveParameters, type Expr, type Rewiring } from '@growcone/core';
import { pairSign } from './pair-sign.ts';
import { randomWalk } from './random-walk.ts';

/** Options of {@link deepR}. */
export interface DeepROptions {
  /**
   * Pull of every weight towards 0, per example, in the unit of the gradient; default 0.01. It decides how much is rewired:
   * 0.01 to 0.5 in the published classifiers.
   */
  readonly l1?: number;
  /** Temperature of the random walk of the weights; default 0, no walk. */
  readonly temperature?: number;
}

const OPTIONS = {
  l1: quantity(0.01, '', 'pull of every weight towards 0, per example', { min: 0 }),
  temperature: quantity(0, '', 'temperature of the random walk', { min: 0 }),
};

// The smallest number that no device takes for 0 in single precision.
const BARELY_POSITIVE = 2 ** -126;

/**
 * DEEP R (deep rewiring): every pair of neurons has a fixed random sign; a synapse whose weight would change its sign goes,
 * and a new one grows between a random pair that has none. The number of synapses never changes.
 *
 * Initial weights are |w| · sign. `l1` · batch · sign is added to the gradient summed over the batch, before the optimiser.
 * A synapse goes where w · sign < 0; a weight of exactly 0 counts as excitatory once an update has seen it. A new synapse
 * starts at w = 0 with all its variables at their birth values. With a `temperature` T, each update also adds normal noise of
 * variance 2 η T, the sampling of the original paper.
 *
 * @param options - strength of the pull and of the noise
 * @returns the rewiring rule
 */
export function deepR(options: DeepROptions = {}): Rewiring {
  const { l1, temperature } = resolveParameters('deepR', OPTIONS, options);
  return defineRewiring({
    name: 'deepR',
    cite: 'arXiv:1711.05136',
    pair: (draw) => ({ sign: pairSign(draw) }),
    start: ({ w, pair }) => ({ w: w.abs().mul(pair.sign) }),
    penalty: ({ pair, batch }) => pair.sign.mul(batch.mul(l1)),
    adjust: ({ w, pair, learningRate }) => ({
      w: zeroIsExcitatory(w.add(randomWalk(learningRate, temperature)), pair.sign),
    }),
    edit: {
      prune: { where: ({ w, pair }) => w.mul(pair.sign).lt(0) },
      grow: { count: 'replace', init: () => ({ w: 0 }) },
    },
  });
}

/** After an update an inhibitory weight of 0 gets the wrong sign, so that the pruning needs no age to tell it from a birth. */
const zeroIsExcitatory = (w: Expr, sign: Expr): Expr => w.eq(0).and(sign.lt(0)).select(BARELY_POSITIVE, w);
