import type { Plan, Recorded, RewiringPlan, SweepPlan } from '@growcone/core';
import type { BrokenBackend } from './broken-backend.ts';
import { eachOp } from './wrap-backend.ts';

const turned = ({ nodes, result }: Recorded): Recorded => ({
  nodes: [...nodes, { op: 'neg', args: [result] }],
  result: nodes.length,
});

const eachSweep =
  (change: (rule: SweepPlan) => SweepPlan) =>
  (plan: Plan): Plan => ({
    ...plan,
    rewirings: plan.rewirings.map((rule): RewiringPlan => (rule.kind === 'sweep' ? change(rule) : rule)),
  });

/** Backends that rank wrongly. */
export const wrongRankings: readonly BrokenBackend[] = [
  {
    mistake: 'prunes the highest',
    caughtBy: 'ranking: prunes a share by magnitude',
    says: 'after round 0',
    mistakes: {
      plan: eachSweep((rule) =>
        rule.lowest ? { ...rule, lowest: { ...rule.lowest, value: turned(rule.lowest.value) } } : rule,
      ),
    },
  },
  {
    mistake: 'takes the share of half of the synapses',
    caughtBy: 'ranking: fewer may go than should',
    says: 'replaced in round 0',
    mistakes: {
      plan: eachSweep((rule) =>
        rule.lowest ? { ...rule, lowest: { ...rule.lowest, share: Number(rule.lowest.share) / 2 } } : rule,
      ),
    },
  },
  {
    mistake: 'grows the probes with the lowest values',
    caughtBy: 'ranking: grows the best of some probes',
    says: 'after round 0',
    mistakes: {
      plan: eachSweep((rule) =>
        rule.probes ? { ...rule, probes: { ...rule.probes, highest: turned(rule.probes.highest) } } : rule,
      ),
    },
  },
  {
    mistake: 'clears the gradient of probes with that of synapses',
    caughtBy: 'ranking: grows the best of some probes',
    says: 'after round 0',
    mistakes: {
      plan: eachOp((op) => (op.op === 'clear' ? [{ ...op, arrays: [...op.arrays, op.arrays[0] + 1] }] : [op])),
    },
  },
];
