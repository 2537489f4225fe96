import { backendConformance, reference } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { wrapBackend } from '../wrap-backend.ts';

const half = (x: number): number => {
  const scale = 2 ** (Math.floor(Math.log2(Math.abs(x) || 1)) - 10);
  return Math.round(x / scale) * scale;
};

export const halfPrecision: BrokenPlugin = {
  kind: 'backend',
  mistake: 'computes in half precision',
  caughtBy: [
    'neurons: ',
    'synapses: a trace',
    'spikes: reads and writes',
    'rings: values',
    'random: draws of neurons',
    'periodic: draws',
  ],
  checks: () =>
    backendConformance(
      wrapBackend(reference(), 'my backend', {
        result: (r) => ({
          ...r,
          records: Object.fromEntries(Object.entries(r.records).map(([id, v]) => [id, v.map(half)])),
        }),
      }),
    ),
};
