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
  /** How far apart they may be; absent if they must be equal. */
  readonly bound?: Bound;
}

/** Thrown by a check whose law is broken. */
export class LawBrokenError extends GrowconeError {
  override readonly name: string = 'LawBrokenError';

  /** @param finding - what was found */
  constructor(finding: Finding) {
    const { law, input, what, expected, got, bound } = finding;
    super(
      'LAW_BROKEN',
      [
        `${what}: expected ${expected}, got ${got}.`,
        `Law: ${law}`,
        `Input: ${input}`,
        bound ? `Bound: ${bound.value.toPrecision(3)}, because ${bound.because}.` : 'Bound: none, they must be equal.',
      ].join('\n'),
      { ...finding },
    );
  }
}
