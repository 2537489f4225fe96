import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
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

/**
 * Finds a file of a data set, packed (`.gz`) or unpacked, in a folder or in one of the set's own folders below it.
 *
 * @internal
 */
export async function locateFile(
  name: string,
  folder: string,
  { below, advice }: { readonly below: readonly string[]; readonly advice: string },
): Promise<string> {
  const looked: string[] = [];
  for (const place of ['.', ...below]) {
    for (const spelling of [name, name.replace(/\.gz$/, '')]) {
      const path = resolve(folder, place, spelling);
      looked.push(path);
      const found = await access(path).then(
        () => true,
        () => false,
      );
      if (found) return path;
    }
  }
  throw new DataFileMissingError(name, looked, advice);
}
