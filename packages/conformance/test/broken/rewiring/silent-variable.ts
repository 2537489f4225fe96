import type { Rewiring } from '@growcone/core';
import { rewiringConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { signed } from './signed-rule.ts';

const silent = (): Rewiring => ({ ...signed(), synapse: { origin: { value: 0, unit: '', doc: '' } } });

export const silentVariable: BrokenPlugin = {
  kind: 'rewiring rule',
  mistake: 'does not say what its variables are',
  caughtBy: ['quantities are documented'],
  checks: () => rewiringConformance(silent),
};
