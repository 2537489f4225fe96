/** The values an error message is made of, for code that wants to act on them. */
export type ErrorFields = Readonly<Record<string, unknown>>;

/**
 * An error of this project: its message says what is wrong, what was got, what is allowed and what to do next.
 *
 * Branch on `code`, never on the message.
 */
export class GrowconeError extends Error {
  /** Name of the error's class. */
  override readonly name: string = 'GrowconeError';
  /** Stable name of the kind of error, such as `PARAMETER_RANGE`. */
  readonly code: string;
  /** The values the message is made of. */
  readonly fields: ErrorFields;

  /**
   * @param code - stable name of the kind of error, such as `PARAMETER_RANGE`
   * @param message - what is wrong, what was got, what is allowed, what to do next
   * @param fields - the values the message is made of
   */
  constructor(code: string, message: string, fields: ErrorFields = {}) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}

/**
 * A spelling suggestion to append to a message about an unknown name: `" Did you mean 'tauMem'?"`, or nothing when no
 * known name is close.
 *
 * @param name - the name that was not found
 * @param known - the names that exist
 */
export function suggest(name: string, known: Iterable<string>): string {
  let best = '';
  // A third of the letters wrong is a typing mistake; more is another word.
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    // A single letter is one mistake away from every other single letter.
    const chance = distance > 0 && name.length === 1 && candidate.length === 1;
    if (distance < least && !chance) {
      least = distance;
      best = candidate;
    }
  }
  return best === '' ? '' : ` Did you mean '${best}'?`;
}

/** Fewest insertions, deletions, replacements and swaps of neighbouring letters that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
      }
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}
