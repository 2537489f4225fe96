import { defineRewiring, type AttemptsPlan, type Rewiring } from '@growcone/core';
import { reference, rewiringConformance, type Check } from '../../../src/index.ts';
import { wrapBackend, type Mistakes } from '../wrap-backend.ts';

/** Draws pairs while the network runs; no neuron gets more than a few synapses. */
const drawing = (): Rewiring =>
  defineRewiring({
    name: 'my drawing',
    edit: {
      draw: { pairs: 20 },
      eliminate: () => 0.25,
      form: () => 0.5,
      init: ({ pre }) => ({ w: pre.mul(0.05) }),
      caps: { pre: 5, post: 5 },
    },
  });

/** The rule's checks where something is done wrong. @param mistakes - what */
export const drawnWrongly = (mistakes: Mistakes): readonly Check[] =>
  rewiringConformance(drawing, { backend: wrapBackend(reference(), 'a backend that draws wrongly', mistakes) });

/** Misreads the rule. @param change - what it reads */
export const misreadDrawing = (change: (plan: AttemptsPlan) => AttemptsPlan): Mistakes => ({
  plan: (plan) => ({
    ...plan,
    rewirings: plan.rewirings.map((rule) => (rule.kind === 'attempts' ? change(rule) : rule)),
  }),
});
