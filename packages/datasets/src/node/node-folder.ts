import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FileFolder } from '../file-folder.ts';
import type { RandomAccess } from '../random-access.ts';
import { nodeFile } from './node-file.ts';

/**
 * A folder on disk with everything below it. Files are open only while a part of them is read, so that there may be very
 * many.
 *
 * @param path - where it is
 */
export async function nodeFolder(path: string): Promise<FileFolder> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return {
    name: path,
    paths: entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort(),
    open: (file) => closedFile(join(path, file)),
  };
}

/** A file on disk that is opened anew for every read. */
async function closedFile(path: string): Promise<RandomAccess> {
  const { size } = await stat(path);
  return {
    name: path,
    size,
    async read(offset, length) {
      const file = await nodeFile(path);
      try {
        return await file.read(offset, length);
      } finally {
        await file.close();
      }
    },
  };
}
