import type { BrokenPlugin } from '../broken-plugin.ts';
import { ownGenerator } from '../own-generator.ts';
import { rewiredWrongly } from './signed-rule.ts';

const draw = ownGenerator();

export const unseededDraws: BrokenPlugin = {
  kind: 'rewiring rule',
  mistake: 'draws pairs from a generator of its own',
  caughtBy: ['same seed, same synapses'],
  checks: () => rewiredWrongly({ plan: (plan) => ({ ...plan, key: [Math.floor(draw() * 2 ** 32), plan.key[1]] }) }),
};
