/** Thrown when a C program does not print what it should. */
class LimitOutputError extends Error {
  override readonly name: string = 'LimitOutputError';
  /** The program's output. */
  readonly output: string;

  /** @param pattern - what was looked for @param output - what the program printed */
  constructor(pattern: RegExp, output: string) {
    super(`The C program printed nothing like ${String(pattern)}; it printed:\n${output.slice(0, 500)}`);
    this.output = output;
  }
}

/** The numbers that the groups of a pattern capture. @param output - what a program printed @param pattern - with groups */
export function numbersIn(output: string, pattern: RegExp): number[] {
  const found = pattern.exec(output);
  if (!found) throw new LimitOutputError(pattern, output);
  return found.slice(1).map(Number);
}
