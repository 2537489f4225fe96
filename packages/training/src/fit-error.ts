import { GrowconeError } from '@growcone/core';

/** Thrown for an option of `fit` or `evaluate` that cannot be used. */
export class FitError extends GrowconeError {
  /** Name of the class, for messages. */
  override readonly name: string = 'FitError';

  /**
   * Says what is wrong and what to do.
   *
   * @param option - which option
   * @param got - what was given
   * @param allowed - what is allowed, in words
   */
  constructor(option: string, got: unknown, allowed: string) {
    super('FIT', `${option} must be ${allowed}, got ${String(got)}.`, { option, got, allowed });
  }
}

/**
 * Refuses what is not a whole number of at least `least`.
 *
 * @internal
 */
export function requireWhole(option: string, got: number, least: number): void {
  if (!Number.isSafeInteger(got) || got < least) throw new FitError(option, got, `a whole number of at least ${least}`);
}
