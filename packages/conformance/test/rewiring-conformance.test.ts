import { describe, expect, it } from 'vitest';
import { defineRewiring, quantity, type Rewiring } from '@growcone/core';
import { describeChecks, reference, rewiringConformance, runChecks } from '../src/index.ts';
import { eachNode, wrapBackend, type Mistakes } from './broken/wrap-backend.ts';

const framework = { describe, it };

/** Every pair has a sign; a synapse whose weight changes its sign is replaced. */
const signed = (): Rewiring =>
  defineRewiring({
    name: 'signed',
    pair: (draw) => ({ sign: draw.uniform().lt(0.5).select(1, -1) }),
    start: ({ w, pair }) => ({ w: w.abs().mul(pair.sign) }),
    penalty: ({ pair, batch }) => pair.sign.mul(batch.mul(0.1)),
    edit: {
      prune: { where: ({ w, pair }) => w.mul(pair.sign).lt(0) },
      grow: { count: 'replace', init: () => ({ w: 0 }) },
    },
  });

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

const failures = async (mistakes: Mistakes): Promise<string> => {
  const results = await runChecks(
    rewiringConformance(signed, { backend: wrapBackend(reference(), 'wrong', mistakes) }),
  );
  return results.map((r) => String(r.error)).join('\n');
};

describe('a rewiring that', () => {
  it.each<readonly [mistake: string, says: string, mistakes: Mistakes]>([
    [
      'grows autapses',
      'no autapse',
      { plan: (plan) => ({ ...plan, stores: plan.stores.map((s) => ({ ...s, autapses: true })) }) },
    ],
    [
      'prunes without growing',
      'synapses after round',
      { plan: (plan) => ({ ...plan, rewirings: plan.rewirings.map((r) => ({ ...r, count: { total: 0 } })) }) },
    ],
    [
      'draws the same pairs every time',
      'χ²',
      {
        input: (input) => ({ ...input, update: 0 }),
      },
    ],
    [
      'leaves a variable behind',
      "'descent.age' of the synapse",
      {
        program(program, plan) {
          let rewired = false;
          return {
            async run(entry, input) {
              rewired = entry.startsWith('rewire');
              return program.run(entry, input);
            },
            async readStore(store) {
              const snapshot = await program.readStore(store);
              const age = snapshot.variables['descent.age'];
              if (!rewired || !age || plan.stores[store]?.name !== 'unitsToUnits') return snapshot;
              const moved = age.map((x, i) => (i === 0 || x === 0 ? x : (age[i - 1] ?? x)));
              return { ...snapshot, variables: { ...snapshot.variables, 'descent.age': moved } };
            },
          };
        },
      },
    ],
    [
      'is not the same for the same seed',
      'after round',
      (() => {
        let loads = 0;
        return {
          plan: (plan) => ({ ...plan, key: [loads++, plan.key[1]] }),
        };
      })(),
    ],
    [
      'prefers some pairs',
      'χ²',
      {
        plan: eachNode((n) => n),
        input: (input) => ({ ...input, update: input.update % 3 }),
      },
    ],
  ])('%s is caught', async (_, says, mistakes) => {
    expect(await failures(mistakes)).toContain(says);
  });

  it('does not say what its variables are is caught', async () => {
    const silent = (): Rewiring => ({ ...strong(), synapse: { origin: { value: 0, unit: '', doc: '' } } });
    const results = await runChecks(rewiringConformance(silent, { rounds: 2 }));
    expect(results.map((r) => String(r.error)).join('\n')).toContain("doc of 'origin'");
  });
});
