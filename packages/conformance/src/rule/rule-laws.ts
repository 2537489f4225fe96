import { inPostOrder, type Backend, type LearningRule } from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck } from '../check/judge.ts';
import {
  churn,
  EXAMPLES,
  gradientsOf,
  noError,
  orderBound,
  RUN_INPUT,
  synapseOf,
  valuesOf,
  withRule,
  type RuleRun,
} from './rule-runs.ts';

/** A rule, and where it runs. */
export interface RuleAt {
  /** Name of the rule. */
  readonly name: string;
  /** Makes it. */
  readonly rule: () => LearningRule;
  /** Where it runs. */
  readonly backend: Backend;
}

/** Without error no weight changes. @param at - the rule */
export const noErrorLaw = (at: RuleAt): Check =>
  makeCheck(
    `${at.name}: no error, no change`,
    'Where the loss does not depend on the output, every gradient is 0.',
    `${RUN_INPUT}, a loss that is always 0, on '${at.backend.name}'`,
    (judge) =>
      withRule(judge, at, { loss: noError() }, async (simulation, net) => {
        for (const [projection, snapshot] of Object.entries((await gradientsOf(simulation, net)).gradients)) {
          const got = valuesOf(snapshot);
          judge.equal(`gradient of '${projection}'`, new Float64Array(got.length), got, synapseOf(snapshot));
        }
      }),
  );

/** The same seed and input give the same bits. @param at - the rule */
export const sameBitsLaw = (at: RuleAt): Check =>
  makeCheck(
    `${at.name}: same input, same bits`,
    'A gradient is decided by network, seed and input: made and compiled twice, a rule gives the same bits.',
    `${RUN_INPUT}, compiled twice, on '${at.backend.name}'`,
    async (judge) => {
      const run = (): Promise<RuleRun> => withRule(judge, at, {}, (simulation, net) => gradientsOf(simulation, net));
      const [first, second] = [await run(), await run()];
      judge.equal('loss', [first.loss], [second.loss]);
      for (const [projection, snapshot] of Object.entries(first.gradients)) {
        const again = valuesOf(second.gradients[projection]);
        judge.equal(`gradient of '${projection}'`, valuesOf(snapshot), again, synapseOf(snapshot));
      }
    },
  );

/** Examples do not see each other. @param at - the rule */
export const examplesLaw = (at: RuleAt): Check =>
  makeCheck(
    `${at.name}: examples do not see each other`,
    'The gradient of a batch is the sum of the gradients of its examples, whatever their order.',
    `${RUN_INPUT}, together, turned round, and one by one, on '${at.backend.name}'`,
    async (judge) => {
      const run = (examples: readonly number[]): Promise<RuleRun> =>
        withRule(judge, at, {}, (simulation, net) => gradientsOf(simulation, net, examples));
      const together = await run(EXAMPLES);
      const turned = await run(EXAMPLES.toReversed());
      const alone: RuleRun[] = [];
      for (const e of EXAMPLES) alone.push(await run([e]));
      for (const [projection, snapshot] of Object.entries(together.gradients)) {
        const sum = valuesOf(alone[0].gradients[projection]).slice();
        for (const one of alone.slice(1)) valuesOf(one.gradients[projection]).forEach((x, i) => (sum[i] += x));
        const bound = orderBound(sum, 'examples are added in another order');
        const where = synapseOf(snapshot);
        judge.close(`gradient of '${projection}', the batch for its examples`, sum, valuesOf(snapshot), bound, where);
        const other = valuesOf(turned.gradients[projection]);
        judge.close(`gradient of '${projection}', the batch turned round`, valuesOf(snapshot), other, bound, where);
      }
    },
  );

/** A gradient belongs to its pair. @param at - the rule */
export const storageLaw = (at: RuleAt): Check =>
  makeCheck(
    `${at.name}: follows its synapses`,
    'The gradient of a synapse does not depend on the slot in which edits of its row left it.',
    `${RUN_INPUT}; after three updates with a rewiring each, once as it is and once with every row in ascending order, on '${at.backend.name}'`,
    (judge) =>
      withRule(judge, at, { rewiring: churn() }, async (simulation, net) => {
        // Gradients are in the thousands: a usual rate would drive weights out of the range in which neurons fire.
        await simulation.setLearningRate(1e-6);
        for (let round = 0; round < 3; round++) {
          await gradientsOf(simulation, net);
          await simulation.update();
          await simulation.rewire();
        }
        const saved = await simulation.checkpoint();
        const edited = await gradientsOf(simulation, net);
        const sorted = Object.entries(saved.stores).map(([id, store]) => [id, inPostOrder(store)] as const);
        const moved = sorted.filter(([id, store]) => store !== saved.stores[id]).length;
        judge.holds('projections whose rows edits left out of order', moved > 0, 'one', 'none');
        await simulation.restore({ ...saved, stores: Object.fromEntries(sorted) });
        const inOrder = await gradientsOf(simulation, net);
        for (const [projection, snapshot] of Object.entries(inOrder.gradients)) {
          const expected = valuesOf(snapshot);
          const bound = orderBound(expected, 'spikes cross a row in another order');
          const got = edited.gradients[projection];
          judge.equal(`postsynaptic neurons of '${projection}'`, snapshot.post, got.post);
          judge.close(`gradient of '${projection}'`, expected, valuesOf(got), bound, synapseOf(snapshot));
        }
      }),
  );
