import type { BrokenPlugin } from '../broken-plugin.ts';
import { ruleChecks } from './local-rule.ts';

export const silentVariables: BrokenPlugin = {
  kind: 'learning rule',
  mistake: 'does not say what its variables are',
  caughtBy: ['is documented'],
  checks: () =>
    ruleChecks({
      update: (update) => ({
        ...update,
        synapse: Object.fromEntries(Object.entries(update.synapse ?? {}).map(([name, q]) => [name, { ...q, doc: '' }])),
      }),
    }),
};
