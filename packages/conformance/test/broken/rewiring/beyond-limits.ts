import type { BrokenPlugin } from '../broken-plugin.ts';
import { drawnWrongly, misreadDrawing } from './drawing-rule.ts';

export const beyondLimits: BrokenPlugin = {
  kind: 'rewiring rule',
  mistake: 'draws pairs and forgets how many synapses a neuron may have',
  caughtBy: ['limits'],
  checks: () => drawnWrongly(misreadDrawing((rule) => ({ ...rule, caps: { pre: undefined, post: undefined } }))),
};
