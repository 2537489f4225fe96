import { backendConformance, reference } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { wrapBackend, eachNode } from '../wrap-backend.ts';

export const spikeWithoutReset: BrokenPlugin = {
  kind: 'backend',
  mistake: 'forgets the reset of every spike',
  caughtBy: [
    'neurons: threshold units',
    'examples: ',
    'reverse: ',
    'random: an example',
    'rows: a network runs on',
    'growable-rows: a network',
    'dense: a network runs on',
    'periodic: a population',
  ],
  checks: () =>
    backendConformance(
      wrapBackend(reference(), 'my backend', {
        plan: eachNode((n) => (n.op === 'fired' ? { op: 'constant', value: 0 } : n)),
      }),
    ),
};
