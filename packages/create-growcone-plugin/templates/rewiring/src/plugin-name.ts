import { defineRewiring, quantity, randomNormal, resolveParameters, type Rewiring } from '@growcone/core';

/** Options of {@link pluginName}. */
export interface PluginNameOptions {
  /** Share of the synapses that each rewiring replaces; default 0.1. */
  readonly share?: number;
  /** Number of updates that a new synapse has to prove itself before it can go; default 20. */
  readonly grace?: number;
  /** Standard deviation of a new weight; default 0.1. Best that of the first weights. */
  readonly weight?: number;
}

const OPTIONS = {
  share: quantity(0.1, '', 'share of the synapses that is replaced', { min: 0, max: 1 }),
  grace: quantity(20, 'updates', 'time that a new synapse is given', { min: 0 }),
  weight: quantity(0.1, '', 'standard deviation of a new weight', { min: 0 }),
};

/**
 * Sparse evolutionary training with a time of grace: the synapses with the weights closest to 0 go, unless they are young, and
 * as many grow between random pairs that have none. The number of synapses never changes.
 *
 * Of round(`share` · number of synapses) synapses, those with the smallest |w| whose age is at least `grace` go. A new synapse
 * has age 0 and a weight from the normal distribution of mean 0 and standard deviation `weight`; each update adds 1 to the age.
 *
 * Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3; that new connections need time: Liu et al. 2021, arXiv:2102.02887.
 *
 * @param options - share, time of grace, new weights
 * @returns the rewiring rule
 */
export function pluginName(options: PluginNameOptions = {}): Rewiring {
  const { share, grace, weight } = resolveParameters('pluginName', OPTIONS, options);
  return defineRewiring({
    name: 'pluginName',
    apiVersion: 1,
    cite: 'doi:10.1038/s41467-018-04316-3',
    synapse: { age: quantity(0, 'updates', 'updates since the synapse grew') },
    // Synapses that are there from the start have no claim to grace.
    start: () => ({ age: grace }),
    adjust: ({ syn }) => ({ age: syn.age.add(1) }),
    edit: {
      prune: { lowest: ({ w }) => w.abs(), share, where: ({ syn }) => syn.age.ge(grace) },
      grow: { count: 'replace', init: () => ({ w: randomNormal().mul(weight) }) },
    },
  });
}
