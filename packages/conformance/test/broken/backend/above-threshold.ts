import { backendConformance, reference } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { wrapBackend, eachKernel } from '../wrap-backend.ts';

export const aboveThreshold: BrokenPlugin = {
  kind: 'backend',
  mistake: 'fires above threshold only, not at it',
  caughtBy: ['examples: a batch of ', 'examples: runs of different sizes'],
  checks: () =>
    backendConformance(
      wrapBackend(reference(), 'my backend', {
        plan: eachKernel((k) =>
          k.shape === 'neurons' && k.fires !== undefined
            ? { ...k, nodes: k.nodes.map((n, i) => (i === k.fires && n.op === 'ge' ? { ...n, op: 'gt' } : n)) }
            : k,
        ),
      }),
    ),
};
