import type { BrokenPlugin } from '../broken-plugin.ts';
import { drawnWrongly, misreadDrawing } from './drawing-rule.ts';

export const drawsTooMany: BrokenPlugin = {
  kind: 'rewiring rule',
  mistake: 'draws ten times as many pairs as it says',
  caughtBy: ['draws'],
  checks: () => drawnWrongly(misreadDrawing((rule) => ({ ...rule, attempts: 10 * rule.attempts }))),
};
