/** Stable names of the reasons for which no package is started. */
export type ScaffoldProblem = 'USAGE' | 'PACKAGE_NAME' | 'PLUGIN_KIND' | 'FOLDER_NOT_EMPTY' | 'TARBALLS';

/** Thrown when no package can be started: the message says what is wrong, what was got, what is allowed and what to do. */
export class ScaffoldError extends Error {
  /** Name of the error's class. */
  override readonly name: string = 'ScaffoldError';
  /** Stable name of the reason. */
  readonly code: ScaffoldProblem;
  /** The values the message is made of. */
  readonly fields: Readonly<Record<string, unknown>>;

  /**
   * @param code - stable name of the reason
   * @param message - what is wrong, what was got, what is allowed, what to do next
   * @param fields - the values the message is made of
   */
  constructor(code: ScaffoldProblem, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}
