import { DataFileMissingError } from '../data-file-missing-error.ts';
import type { FileFolder } from '../file-folder.ts';
import { blobFile } from '../random-access.ts';
import type { FileStore } from './file-store.ts';
import { isPart } from './stored-part.ts';

/**
 * Files that a browser keeps, as a folder that data sets are read from. What is put there later is not in it, nor are
 * downloads that are not whole.
 *
 * @param store - where the files are
 */
export async function storedFolder(store: FileStore): Promise<FileFolder> {
  return {
    name: store.name,
    paths: (await store.paths()).filter((path) => !isPart(path)),
    async open(path) {
      const file = await store.get(path);
      if (file) return blobFile(`${store.name}/${path}`, file);
      const advice = 'It was there when the folder was opened: do not delete what is read.';
      throw new DataFileMissingError(path, [`${store.name}/${path}`], advice);
    },
  };
}
