import { defineRewiring, quantity, resolveParameters, type Rewiring } from '@growcone/core';
import { pairSign } from './pair-sign.ts';
import { randomWalk } from './random-walk.ts';

/** Options of {@link softDeepR}. The defaults are those of the authors' MNIST demonstration at 0.5 % connectivity. */
export interface SoftDeepROptions {
  /** Pull of every active weight towards 0, per example, in the unit of the gradient; default 1e-5. */
  readonly l1?: number;
  /** Temperature of the random walk; default 2.5e-11. */
  readonly temperature?: number;
  /** Least value of θ, how deep a dormant connection can sink; default −5e-5. */
  readonly floor?: number;
  /** Share of the connections that start active, the others start evenly between `floor` and 0; default 1. */
  readonly active?: number;
}

const OPTIONS = {
  l1: quantity(1e-5, '', 'pull of every active weight towards 0, per example', { min: 0 }),
  temperature: quantity(2.5e-11, '', 'temperature of the random walk', { min: 0 }),
  floor: quantity(-5e-5, '', 'how deep a dormant connection can sink', { max: 0 }),
  active: quantity(1, '', 'share of the connections that start active', { min: 0, max: 1 }),
};

/**
 * Soft DEEP R: every stored connection has a fixed random sign and a parameter θ. It is active while θ ≥ 0, with weight
 * θ · sign, and dormant below. No synapse comes or goes, and the number of active ones is not fixed.
 *
 * Active: θ ← θ − η (g · sign + `l1` · batch) + noise; dormant: θ ← θ + noise; then θ ← max(θ, `floor`). The noise is normal
 * with variance 2 η T. Without a gradient, and with plain gradient descent, a share T / (T + `l1` · batch · |`floor`|) of the
 * connections is active in the long run. Use it on a projection that stores all candidates, such as all-to-all. An optimiser
 * with memory keeps it for dormant connections too.
 *
 * @param options - strength of pull and noise, floor, and share that starts active
 * @returns the rewiring rule
 */
export function softDeepR(options: SoftDeepROptions = {}): Rewiring {
  const { l1, temperature, floor, active } = resolveParameters('softDeepR', OPTIONS, options);
  return defineRewiring({
    name: 'softDeepR',
    cite: 'arXiv:1711.05136',
    // w is always θ · sign; θ is kept because the optimiser moves w of dormant connections too, which must not count.
    synapse: { theta: quantity(0, '', 'connection parameter: weight if it is not negative, depth of sleep if it is') },
    pair: (draw) => ({ sign: pairSign(draw), lot: draw.uniform(), depth: draw.uniform() }),
    start({ w, pair }) {
      const theta = pair.lot.lt(active).select(w.abs(), pair.depth.mul(floor));
      return { theta, w: theta.mul(pair.sign) };
    },
    penalty: ({ syn, pair, batch }) => syn.theta.ge(0).select(pair.sign.mul(batch.mul(l1)), 0),
    adjust({ w, syn, pair, learningRate }) {
      const learned = syn.theta.ge(0).select(w.mul(pair.sign), syn.theta);
      const theta = learned.add(randomWalk(learningRate, temperature)).max(floor);
      return { theta, w: theta.mul(pair.sign) };
    },
    delivered: ({ w, syn }) => syn.theta.ge(0).select(w, 0),
  });
}
