import { defineLoss, ONE, type Loss } from '@growcone/core';
import { lossTime, type LossOptions } from './loss-time.ts';

/**
 * Mean square error: the squared distance of the outputs from their targets, averaged over the output neurons.
 *
 * Loss (1/n) Σ (y − y*)², gradient 2 (y − y*)/n. At every step the losses of all steps are summed.
 *
 * @param options - when it is evaluated
 * @returns the loss
 */
export const meanSquare = (options: LossOptions): Loss =>
  defineLoss({
    name: 'meanSquare',
    at: lossTime('meanSquare', options),
    target: 'values',
    reductions: [{ name: 'neurons', operation: 'sum', of: () => ONE }],
    value: ({ y, target, reduced }) => y.sub(target).square().div(reduced['neurons']!),
    gradient: ({ y, target, reduced }) => y.sub(target).mul(2).div(reduced['neurons']!),
  });
