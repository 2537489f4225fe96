import { defineRewiring, quantity, randomNormal, resolveParameters, type Rewiring } from '@growcone/core';
import { lastBatch } from './last-batch.ts';

/** Options of {@link set}. */
export interface SetOptions {
  /** Share of the synapses that each rewiring replaces; default 0.3. */
  readonly share?: number;
  /** Number of the batch at which rewiring ends, so that what grew last is learned; left out, it never ends. */
  readonly until?: number;
  /** Standard deviation of a new weight; default 0.1. Best that of the first weights. */
  readonly weight?: number;
}

const OPTIONS = {
  share: quantity(0.3, '', 'share of the synapses that is replaced', { min: 0, max: 1 }),
  weight: quantity(0.1, '', 'standard deviation of a new weight', { min: 0 }),
};

/**
 * SET (sparse evolutionary training): the synapses with the weights closest to 0 go, and as many grow between random pairs that have none,
 * with a weight drawn from the normal distribution of mean 0 and standard deviation `weight`. The number of synapses never changes.
 *
 * It needs no gradient of absent pairs, so it goes with any learning rule and any schedule; the paper rewires after every epoch but the
 * last.
 *
 * Positive and negative weights are ranked together, by |w|. The paper takes the share of each: the smallest positive and the largest
 * negative ones. Where both are spread alike these are the same.
 *
 * Mocanu, Mocanu, Stone, Nguyen, Gibescu and Liotta 2018, doi:10.1038/s41467-018-04316-3.
 *
 * @param options - share, its end, and weights
 * @returns the rewiring rule
 */
export function set(options: SetOptions = {}): Rewiring {
  const { until, ...given } = options;
  const { share, weight } = resolveParameters('set', OPTIONS, given);
  const end = lastBatch('set', until);
  return defineRewiring({
    name: 'set',
    cite: 'doi:10.1038/s41467-018-04316-3',
    edit: {
      prune: {
        lowest: ({ w }) => w.abs(),
        share: end === undefined ? share : ({ batches }) => batches.lt(end).select(share, 0),
      },
      grow: { count: 'replace', init: () => ({ w: randomNormal().mul(weight) }) },
    },
  });
}
