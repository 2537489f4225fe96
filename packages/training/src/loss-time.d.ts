/** When a loss is evaluated: at every step and summed, or once on the readout of the trial. */
export type LossTime = 'step' | 'trial';
/** Options that every loss has. */
export interface LossOptions {
  /** When it is evaluated. There is no default: it decides what is learned. */
  readonly at: LossTime;
}
