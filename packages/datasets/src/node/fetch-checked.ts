import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DownloadOptions, fillPart } from '../downloads/fill-part.ts';
import { type CheckedFile, isWhole } from './checked-file.ts';
import { PartFile } from './part-file.ts';

/**
 * Downloads a file into a folder unless it is there already, and gives its path.
 *
 * The bytes go to a file of its own ending in `.part`; size and MD5 are checked, and only a file that has both gets its
 * name. What has come before a connection broke or the download was stopped is kept, and the next download of the same
 * file goes on from there, whatever mirror it asks. A file of that name that fails the check is replaced. Throws
 * `DownloadError` if no mirror delivers.
 *
 * @param file - name, checksum and size of the file
 * @param folder - where it goes; made if missing
 * @param options - mirrors, progress and limits
 */
export async function fetchChecked(file: CheckedFile, folder: string, options: DownloadOptions): Promise<string> {
  const { name, size } = file;
  const path = join(folder, name);
  if (await isWhole(path, file)) return path;
  await mkdir(folder, { recursive: true });
  const part = await PartFile.claim(path, file);
  try {
    // All of it may be there, from a download that was stopped before it checked.
    if (part.isWhole()) await part.finish();
    else await fillPart(part, { file: name, size, folder, byHand: `put it into ${folder}` }, options);
    return path;
  } finally {
    await part.leave();
  }
}
