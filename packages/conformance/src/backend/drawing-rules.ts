import { defineRewiring, quantity, type Rewiring } from '@growcone/core';

const origin = { origin: quantity(-1, '', 'number of the presynaptic neuron') };

/** Rules that draw what they rewire while a network runs. Together they use everything that such a rule may declare. */
export const drawingRules: readonly Rewiring[] = [
  defineRewiring({
    name: 'near pairs',
    synapse: origin,
    edit: {
      draw: { pairs: 21 },
      eliminate: ({ w }) => w.lt(0.4).select(1, 0.25),
      form: ({ pre, post }) => pre.sub(post).abs().lt(4).select(0.5, 0),
      init: ({ pre }) => ({ w: 0.5, origin: pre }),
    },
  }),
  defineRewiring({
    name: 'pairs within caps',
    synapse: origin,
    edit: {
      draw: { pairs: 40 },
      eliminate: () => 0.25,
      form: () => 0.75,
      init: ({ pre }) => ({ w: 0.5, origin: pre }),
      caps: { pre: 4, post: 5 },
    },
  }),
  defineRewiring({
    name: 'slots with any partner',
    synapse: origin,
    edit: {
      draw: { slots: 17, perPost: 6, partner: 'uniform' },
      eliminate: ({ w }) => w.lt(0.5).select(0.75, 0.25),
      form: ({ pre, post }) => pre.sub(post).abs().lt(6).select(0.75, 0.25),
      init: ({ pre }) => ({ w: 0.5, origin: pre }),
    },
  }),
  defineRewiring({
    name: 'slots with a partner that fired',
    synapse: origin,
    edit: {
      draw: { slots: 16, perPost: 5, partner: { lastSpiked: 4 } },
      eliminate: () => 0.25,
      form: () => 0.75,
      init: ({ pre }) => ({ w: 0.5, origin: pre }),
      caps: { pre: 6 },
    },
  }),
  defineRewiring({
    name: 'degrees and activity',
    synapse: origin,
    pre: { arrivals: quantity(0, '', 'filtered arrivals') },
    post: { wanted: quantity(2, '', 'in-degree to reach') },
    eachPre: ({ pre, x }) => ({ arrivals: pre.arrivals.mul(0.75).add(x) }),
    eachPost: ({ post, z }) => ({ wanted: post.wanted.add(z.mul(-0.625).add(0.125)).max(0) }),
    edit: {
      draw: { pairs: 30 },
      eliminate: ({ postVars, inDegree, outDegree }) =>
        inDegree.gt(postVars.wanted).select(0.5, outDegree.mul(0.03125)),
      form: ({ preVars, postVars, inDegree }) =>
        postVars.wanted.sub(inDegree).mul(0.25).add(preVars.arrivals.mul(0.125)),
      init: ({ pre }) => ({ w: 0.5, origin: pre }),
    },
  }),
];
