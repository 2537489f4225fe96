import { UnknownNameError } from '@growcone/core';

/** When a loss is evaluated: at every step and summed, or once on the readout of the trial. */
export type LossTime = 'step' | 'trial';

/** Options that every loss has. */
export interface LossOptions {
  /** When it is evaluated. There is no default: it decides what is learned. */
  readonly at: LossTime;
}

const TIMES: readonly LossTime[] = ['step', 'trial'];

/**
 * Refuses another word than `step` or `trial`.
 *
 * @internal
 */
export function lossTime(loss: string, options: LossOptions | undefined): LossTime {
  const at = options?.at;
  if (at !== undefined && TIMES.includes(at)) return at;
  throw new UnknownNameError(loss, "choice of 'at'", String(at), TIMES);
}
