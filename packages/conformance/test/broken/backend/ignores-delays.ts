import { backendConformance, reference } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { wrapBackend, eachKernel } from '../wrap-backend.ts';

export const ignoresDelays: BrokenPlugin = {
  kind: 'backend',
  mistake: 'ignores delays',
  caughtBy: [
    'delay ',
    'synapses: a trace',
    'spikes: reads and writes',
    'neurons: threshold units',
    'lanes: ',
    'examples: ',
    'forward: flush',
    'reverse: ',
    'rewiring: ',
    'ranking: ',
    'rows: ',
    'growable-rows: ',
    'dense: ',
  ],
  checks: () =>
    backendConformance(
      wrapBackend(reference(), 'my backend', {
        plan: eachKernel((k) => (k.shape === 'spikes' ? { ...k, delay: 1 } : k)),
      }),
    ),
};
