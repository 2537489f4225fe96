import { GrowconeError } from '@growcone/core';

/** How far a value may be from what is expected. */
export interface Bound {
  /** Largest allowed distance. */
  readonly value: number;
  /** Why it is allowed. */
  readonly because: string;
}

/** What a failed check has to say. */
export interface Finding {
  /** The law. */
  readonly law: string;
  /** What was run, so that it can be run again. */
  readonly input: string;
  /** What was looked at, such as `v of neuron 3 at step 7`. */
  readonly what: string;
  /** What the law demands. */
  readonly expected: string;
  /** What was found. */
  readonly got: string;
  /** How far apart they may be, or that they must be equal; absent where `expected` says all. */
  readonly bound?: Bound | 'equal';
}

/** Thrown by a check whose law is broken. */
export class LawBrokenError extends GrowconeError {
  override readonly name: string = 'LawBrokenError';

  /** @param finding - what was found @param cause - the error that was found, if it was one */
  constructor(finding: Finding, cause?: unknown) {
    const { law, input, what, expected, got, bound } = finding;
    super(
      'LAW_BROKEN',
      [
        `${what}: expected ${expected}, got ${got}.`,
        `Law: ${law}`,
        `Input: ${input}`,
        ...(bound === undefined ? [] : [`Bound: ${described(bound)}`]),
      ].join('\n'),
      { ...finding },
    );
    if (cause !== undefined) this.cause = cause;
  }
}

const described = (bound: Bound | 'equal'): string =>
  bound === 'equal' ? 'none, they must be equal.' : `${bound.value.toPrecision(3)}, because ${bound.because}.`;
