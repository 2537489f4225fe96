import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FileFolder } from '../file-folder.ts';
import type { RandomAccess } from '../random-access.ts';
import { type NodeFile, nodeFile } from './node-file.ts';

/**
 * A folder on disk with everything below it. Files are open only while parts of them are read, so that there may be very
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

// Long enough for the next read of a loop over examples, short enough for a folder of thousands of files.
const KEPT_OPEN = 20;

/** A file on disk that is open while parts of it are read, and a moment longer, since the next part may follow at once. */
async function closedFile(path: string): Promise<RandomAccess> {
  const { size } = await stat(path);
  let opened: Promise<NodeFile> | undefined;
  let readers = 0;
  let closing: NodeJS.Timeout | undefined;
  const close = (): void => {
    const left = opened;
    opened = undefined;
    // What could not be opened was told to who read.
    void left?.then((file) => file.close()).catch(() => undefined);
  };
  return {
    name: path,
    size,
    async read(offset, length) {
      clearTimeout(closing);
      readers++;
      try {
        return await (await (opened ??= nodeFile(path))).read(offset, length);
      } finally {
        if (--readers === 0) closing = setTimeout(close, KEPT_OPEN);
      }
    },
  };
}
