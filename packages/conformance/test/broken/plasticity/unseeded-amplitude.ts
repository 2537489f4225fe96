import type { BrokenPlugin } from '../broken-plugin.ts';
import { ownGenerator } from '../own-generator.ts';
import { pairChecks, pairRule } from './pair-rule.ts';

const draw = ownGenerator();

export const unseededAmplitude: BrokenPlugin = {
  kind: 'plasticity rule',
  mistake: 'draws its amplitude without the seed',
  caughtBy: ['same input, same bits', 'one by one', 'locality', 'follows its synapses', 'a single pair'],
  checks: () =>
    pairChecks(() =>
      pairRule(() => ({ onPostSpike: ({ w, pre }) => ({ w: w.add(pre.trace.mul(0.02 * draw())).min(1) }) })),
    ),
};
