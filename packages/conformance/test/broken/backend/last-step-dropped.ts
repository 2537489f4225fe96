import type { Kernel } from '@growcone/core';
import { backendConformance, reference } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { eachKernel, wrapBackend } from '../wrap-backend.ts';

/** Lets no neuron fire in step T. */
function silentAtLast(kernel: Kernel): Kernel {
  if (kernel.shape !== 'neurons' || kernel.fires === undefined) return kernel;
  const n = kernel.nodes.length;
  return {
    ...kernel,
    nodes: [
      ...kernel.nodes,
      { op: 'step' },
      { op: 'steps' },
      { op: 'lt', args: [n, n + 1] },
      { op: 'and', args: [kernel.fires, n + 2] },
    ],
    fires: n + 3,
  };
}

export const lastStepDropped: BrokenPlugin = {
  kind: 'backend',
  mistake: 'drops the spikes of the last step of a trial',
  caughtBy: [
    'examples: ',
    'neurons: threshold units',
    'lanes: ',
    'reverse: ',
    'random: ',
    'rows: a network runs on',
    'growable-rows: a network',
    'dense: a network runs on',
    'periodic: a population',
  ],
  checks: () => backendConformance(wrapBackend(reference(), 'my backend', { plan: eachKernel(silentAtLast) })),
};
