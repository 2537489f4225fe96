import { synapseConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { mySynapse } from './decaying-synapse.ts';

const broken = mySynapse({ current: ({ g }) => g.add(0.1) });

export const currentFromNothing: BrokenPlugin = {
  kind: 'synapse',
  mistake: 'makes a current out of nothing',
  caughtBy: ['silence'],
  checks: () => synapseConformance(broken(), { factory: broken }),
};
