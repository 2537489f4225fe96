import { GrowconeError } from '@growcone/core';

/** Thrown for an option of the command line that cannot be used. */
export class OptionError extends GrowconeError {
  override readonly name: string = 'OptionError';

  /**
   * @param option - the option as it is typed, such as `--density`
   * @param problem - what is wrong, what is allowed, what to do
   * @param fields - the values the message is made of
   */
  constructor(option: string, problem: string, fields: Readonly<Record<string, unknown>> = {}) {
    super('OPTION', `${option} ${problem}`, { option, ...fields });
  }
}

/** Thrown when a run folder is not what it should be. */
export class RunFolderError extends GrowconeError {
  override readonly name: string = 'RunFolderError';

  /**
   * @param folder - path of the folder
   * @param problem - what is wrong, and what to do
   */
  constructor(folder: string, problem: string) {
    super('RUN_FOLDER', `${folder}: ${problem}`, { folder });
  }
}
