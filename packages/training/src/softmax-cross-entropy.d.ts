import { type Loss } from '@growcone/core';
import { type LossOptions } from './loss-time.ts';
/**
 * Softmax cross-entropy: minus the logarithm of the probability that the outputs give to the right class.
 *
 * p = softmax(y), loss −ln p[class], gradient p − 1 at the right class and p elsewhere. At every step the losses of all steps
 * are summed, as in the e-prop papers.
 *
 * @param options - when it is evaluated
 * @returns the loss
 */
export declare const softmaxCrossEntropy: (options: LossOptions) => Loss;
