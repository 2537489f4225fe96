import { GrowconeError } from '@growcone/core';

/** A file of a data set is nowhere it was looked for. */
export class DataFileMissingError extends GrowconeError {
  /** The class of the error. */
  override readonly name: string = 'DataFileMissingError';

  /**
   * Tells of a file that was not found.
   *
   * @param file - name of the file
   * @param looked - paths that were tried
   * @param advice - what to do about it
   */
  constructor(file: string, looked: readonly string[], advice: string) {
    super(
      'DATA_FILE_MISSING',
      [`${file} was not found. Looked for`, ...looked.map((p) => `  ${p}`), advice].join('\n'),
      {
        file,
        looked,
        advice,
      },
    );
  }
}
