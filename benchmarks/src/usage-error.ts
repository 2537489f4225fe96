/** Thrown for a command line that cannot be understood, or that lacks something. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
