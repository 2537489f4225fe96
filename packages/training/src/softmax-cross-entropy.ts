import { defineLoss, type Expr, type Loss, type Vars } from '@growcone/core';
import { lossTime, type LossOptions } from './loss-time.ts';

/** Exponential of an output, relative to the largest one so that it cannot overflow. */
const relative = (y: Expr, reduced: Vars<string>): Expr => y.sub(reduced['largest']!).exp();

/**
 * Softmax cross-entropy: minus the logarithm of the probability that the outputs give to the right class.
 *
 * p = softmax(y), loss −ln p[class], gradient p − 1 at the right class and p elsewhere. At every step the losses of all steps
 * are summed, as in the e-prop papers.
 *
 * @param options - when it is evaluated
 * @returns the loss
 */
export const softmaxCrossEntropy = (options: LossOptions): Loss =>
  defineLoss({
    name: 'softmaxCrossEntropy',
    at: lossTime('softmaxCrossEntropy', options),
    target: 'class',
    reductions: [
      { name: 'largest', operation: 'max', of: ({ y }) => y },
      { name: 'total', operation: 'sum', of: ({ y, reduced }) => relative(y, reduced) },
    ],
    value: ({ y, target, reduced }) => target.mul(reduced['total']!.log().sub(y.sub(reduced['largest']!))),
    gradient: ({ y, target, reduced }) => relative(y, reduced).div(reduced['total']!).sub(target),
  });
