import { synapseConformance } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { mySynapse } from './decaying-synapse.ts';

const broken = mySynapse({ derive: ({ tau }, dt) => ({ decay: Math.exp(dt / tau) }) });

export const growingCurrent: BrokenPlugin = {
  kind: 'synapse',
  mistake: 'grows where it should decay',
  caughtBy: ['what arrived does not grow'],
  checks: () => synapseConformance(broken(), { factory: broken }),
};
