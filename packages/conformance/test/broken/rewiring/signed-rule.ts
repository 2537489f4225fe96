import { defineRewiring, type Rewiring } from '@growcone/core';
import { reference, rewiringConformance, type Check } from '../../../src/index.ts';
import { wrapBackend, type Mistakes } from '../wrap-backend.ts';

/** Every pair has a sign; a synapse whose weight changes its sign is replaced. */
export const signed = (): Rewiring =>
  defineRewiring({
    name: 'my rewiring',
    pair: (draw) => ({ sign: draw.uniform().lt(0.5).select(1, -1) }),
    start: ({ w, pair }) => ({ w: w.abs().mul(pair.sign) }),
    penalty: ({ pair, batch }) => pair.sign.mul(batch.mul(0.1)),
    edit: {
      prune: { where: ({ w, pair }) => w.mul(pair.sign).lt(0) },
      grow: { count: 'replace', init: () => ({ w: 0 }) },
    },
  });

/** The rule's checks where something is done wrong. @param mistakes - what */
export const rewiredWrongly = (mistakes: Mistakes): readonly Check[] =>
  rewiringConformance(signed, { backend: wrapBackend(reference(), 'a backend that rewires wrongly', mistakes) });
