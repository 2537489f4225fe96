import { backendConformance, reference } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { reduceAnew } from '../reduce-anew.ts';
import { wrapBackend } from '../wrap-backend.ts';

const leftToRight = reduceAnew('sum', (values) => values.reduce((a, b) => a + b, 0));

export const sumsFromLeft: BrokenPlugin = {
  kind: 'backend',
  mistake: 'adds floating-point numbers in an order of its own',
  caughtBy: ['reduce: '],
  checks: () => backendConformance(wrapBackend(reference(), 'my backend', { result: leftToRight })),
};
