import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DataFileMissingError } from '../data-file-missing-error.ts';

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
