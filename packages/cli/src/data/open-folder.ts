import type { FileFolder } from '@growcone/datasets';
import { setFolder, type SetFiles } from '@growcone/datasets/node';
import type { DataAccess } from './data-set.ts';

/** Finds or downloads the files of a data set. @param files - what tells them @param access - where they come from */
export function openFolder(files: SetFiles, { dataDir, onDownload }: DataAccess): Promise<FileFolder> {
  return setFolder(files, {
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(onDownload ? { onProgress: onDownload } : {}),
  });
}

/**
 * What a reader of files needs to know.
 *
 * @param split - which part
 * @param access - who hears about the files
 */
export const readOptions = <Split extends string>(
  split: string,
  { onNote }: DataAccess,
): { readonly split: Split; readonly onNote?: (text: string) => void } => ({
  // Names of parts come from the sizes of the set, or are checked against them.
  split: split as Split,
  ...(onNote ? { onNote } : {}),
});
