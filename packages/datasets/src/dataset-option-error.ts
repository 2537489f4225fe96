import { GrowconeError } from '@growcone/core';

/** Numbers that an option allows. */
export interface OptionRange {
  /** Least value allowed. */
  readonly min?: number;
  /** Largest value allowed. */
  readonly max?: number;
  /** Its unit. */
  readonly unit?: string;
}

/** An option of a data set, encoding or generator is out of its range. */
export class DatasetOptionError extends GrowconeError {
  /** The class of the error. */
  override readonly name: string = 'DatasetOptionError';

  /**
   * Tells of an option out of its range.
   *
   * @param of - what has the option, such as `randman`
   * @param option - name of the option
   * @param got - value that was given
   * @param allowed - what is allowed, in words
   */
  constructor(of: string, option: string, got: unknown, allowed: string) {
    super('DATASET_OPTION', `${of}.${option} must be ${allowed}, got ${String(got)}.`, {
      of,
      option,
      got,
      allowed,
    });
  }
}

/**
 * Refuses a value that is no whole number within a range.
 *
 * @internal
 */
export function requireInteger(of: string, option: string, got: number, range: OptionRange = {}): void {
  if (Number.isSafeInteger(got) && within(got, range)) return;
  throw new DatasetOptionError(of, option, got, `a whole number ${inWords(range)}`.trimEnd());
}

/**
 * Refuses a value that is no number within a range.
 *
 * @internal
 */
export function requireNumber(of: string, option: string, got: number, range: OptionRange = {}): void {
  if (Number.isFinite(got) && within(got, range)) return;
  throw new DatasetOptionError(of, option, got, `a number ${inWords(range)}`.trimEnd());
}

/**
 * Refuses a value that is no number above zero.
 *
 * @internal
 */
export function requirePositive(of: string, option: string, got: number, unit: string): void {
  if (Number.isFinite(got) && got > 0) return;
  throw new DatasetOptionError(of, option, got, `a number of ${unit} above 0`);
}

function within(got: number, { min = -Infinity, max = Infinity }: OptionRange): boolean {
  return got >= min && got <= max;
}

function inWords({ min = -Infinity, max = Infinity, unit = '' }: OptionRange): string {
  if (!Number.isFinite(max)) return (Number.isFinite(min) ? `of at least ${min} ${unit}` : unit).trimEnd();
  if (!Number.isFinite(min)) return `of at most ${max} ${unit}`.trimEnd();
  return `between ${min} and ${max} ${unit}`.trimEnd();
}
