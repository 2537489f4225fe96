import { type Loss } from '@growcone/core';
import { type LossOptions } from './loss-time.ts';
/**
 * Mean square error: the squared distance of the outputs from their targets, averaged over the output neurons.
 *
 * Loss (1/n) Σ (y − y*)², gradient 2 (y − y*)/n. At every step the losses of all steps are summed.
 *
 * @param options - when it is evaluated
 * @returns the loss
 */
export declare const meanSquare: (options: LossOptions) => Loss;
