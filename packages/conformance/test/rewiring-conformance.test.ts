import { describe, it } from 'vitest';
import { defineRewiring, quantity, type Rewiring } from '@growcone/core';
import { describeChecks, rewiringConformance } from '../src/index.ts';
import { drawingRules } from '../src/backend/drawing-rules.ts';
import { signed } from './broken/rewiring/signed-rule.ts';

const framework = { describe, it };

/** Weak synapses go; as many grow as bring the number back, with a variable of their own. */
const strong = (): Rewiring =>
  defineRewiring({
    name: 'strong',
    synapse: { origin: quantity(-1, '', 'number of the presynaptic neuron') },
    start: ({ pre }) => ({ origin: pre }),
    edit: {
      prune: { where: ({ w }) => w.abs().lt(0.1) },
      grow: { count: { total: 30 }, init: ({ pre, post }) => ({ w: pre.sub(post).mul(0.012), origin: pre }) },
    },
  });

/** Nothing comes or goes. */
const still = (): Rewiring => defineRewiring({ name: 'still', adjust: ({ w }) => ({ w: w.mul(0.999) }) });

/** Synapses only go. */
const shrinking = (): Rewiring =>
  defineRewiring({ name: 'shrinking', edit: { prune: { where: ({ w }) => w.abs().lt(0.05) } } });

/** The weakest go, fewer in every round; the pairs with the largest gradient grow. */
const ranking = (): Rewiring =>
  defineRewiring({
    name: 'ranking',
    edit: {
      prune: { lowest: ({ w }) => w.abs(), share: ({ batches }) => batches.add(1).sqrt().mul(2).div(batches.add(4)) },
      grow: {
        count: 'replace',
        probe: 20,
        highest: ({ grad }) => grad.abs(),
        init: ({ pre }) => ({ w: pre.mul(0.01) }),
      },
    },
  });

describeChecks('signed', rewiringConformance(signed), framework);
describeChecks('strong', rewiringConformance(strong), framework);
describeChecks('ranking', rewiringConformance(ranking, { rounds: 60 }), framework);
describeChecks('still', rewiringConformance(still, { rounds: 20 }), framework);
describeChecks('shrinking', rewiringConformance(shrinking, { rounds: 20 }), framework);

for (const rule of drawingRules)
  describeChecks(
    rule.name,
    rewiringConformance(() => rule),
    framework,
  );
