import { backendConformance, reference } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { wrapBackend } from '../wrap-backend.ts';

export const runsWhatItRefuses: BrokenPlugin = {
  kind: 'backend',
  mistake: 'runs what it says it does not support',
  caughtBy: ['bit-mask: delivers'],
  checks: () =>
    backendConformance(
      wrapBackend(reference(), 'my backend', {
        device: ({ supports }) => ({ supports: { ...supports, formats: ['dense', 'rows', 'growable-rows'] } }),
      }),
    ),
};
