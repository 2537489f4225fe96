import { defineRewiring, lift, resolveParameters, quantity, type Expr, type Rewiring } from '@growcone/core';
import { halfCosine } from './half-cosine.ts';
import { lastBatch } from './last-batch.ts';

/** Options of {@link rigl}. */
export interface RiglOptions {
  /** Share of the synapses that is replaced by the first rewirings; default 0.3. */
  readonly share?: number;
  /** Number of the batch at which rewiring ends: the share falls to 0 along half a cosine. Left out, the share stays. */
  readonly until?: number;
  /** Candidates per synapse: absent pairs that are drawn before a batch and carry a gradient through it; default 1. */
  readonly candidates?: number;
}

const OPTIONS = {
  share: quantity(0.3, '', 'share of the synapses that is replaced', { min: 0, max: 1 }),
  candidates: quantity(1, '', 'candidates per synapse', { above: 0 }),
};

/**
 * RigL (rigging the lottery): the synapses with the smallest |w| go, and the absent pairs with the largest |∂L/∂w| grow, born at weight 0.
 * The number of synapses never changes.
 *
 * A rewiring after batch t replaces the share f(t) = share/2 · (1 + cos(π t / until)), and nothing from `until` on. The cosine is a
 * polynomial, off by less than 3.4·10⁻¹⁰. The gradient is that of the batch before the rewiring, summed over its examples.
 *
 * Give it a schedule in batches, such as `{ every: 100 }`, on a projection that learns by a rule in reverse form.
 *
 * Two things differ from the paper. Its gradient is over all absent pairs; here it is over a sample of them, as many as `candidates` says, so
 * that no rewiring costs what a dense layer does. And a synapse that goes is no candidate of the same rewiring: it had a weight in the
 * batch, and its pair can be drawn for the next.
 *
 * Evci, Gale, Menick, Castro and Elsen 2020, arXiv:1911.11134.
 *
 * @param options - share, its end, and how many candidates
 * @returns the rewiring rule
 */
export function rigl(options: RiglOptions = {}): Rewiring {
  const { until, ...given } = options;
  const { share, candidates } = resolveParameters('rigl', OPTIONS, given);
  const end = lastBatch('rigl', until);
  return defineRewiring({
    name: 'rigl',
    cite: 'arXiv:1911.11134',
    edit: {
      prune: {
        lowest: ({ w }) => w.abs(),
        share: end === undefined ? share : ({ batches }) => decaying(share, batches.div(end)),
      },
      grow: {
        count: 'replace',
        probe: { perSynapse: candidates },
        highest: ({ grad }) => grad.abs(),
        init: () => ({ w: 0 }),
      },
    },
  });
}

/** The share along half a cosine. @param share - at the start @param x - 0 at the start, 1 at the end */
const decaying = (share: number, x: Expr): Expr => x.lt(1).select(halfCosine(x).max(0).min(1).mul(share), lift(0));
