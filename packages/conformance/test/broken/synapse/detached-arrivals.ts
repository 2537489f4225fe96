import { synapseConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { mySynapse } from './decaying-synapse.ts';

const broken = mySynapse({ integrate: ({ g }, arrived, { decay }) => ({ g: g.mul(decay).add(arrived.detach()) }) });

export const detachedArrivals: BrokenPlugin = {
  kind: 'synapse',
  mistake: 'detaches what arrives, so that its weights never learn',
  caughtBy: ['learning sees the equations'],
  checks: () => synapseConformance(broken(), { factory: broken }),
};
