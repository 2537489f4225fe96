import { synapseConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { mySynapse } from './decaying-synapse.ts';

const broken = mySynapse({ integrate: ({ g }, _arrived, { decay }) => ({ g: g.mul(decay) }) });

export const deafSynapse: BrokenPlugin = {
  kind: 'synapse',
  mistake: 'ignores what arrives',
  caughtBy: ['a spike has an effect'],
  checks: () => synapseConformance(broken(), { factory: broken }),
};
