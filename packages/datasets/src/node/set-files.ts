import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFileMissingError } from '../data-file-missing-error.ts';
import type { FileFolder } from '../file-folder.ts';
import { cacheDirectory } from './cache-directory.ts';
import { nodeFolder } from './node-folder.ts';

/** Where the files of a data set are looked for. */
export interface FolderOptions {
  /** Folder that holds the files, or the folder above it; nothing is downloaded then. */
  readonly dataDir?: string;
  /** Folder to keep downloads in, in place of {@link cacheDirectory}. */
  readonly cacheDir?: string;
}

/** The files of a data set: what tells them, and where they are found. */
export interface SetFiles {
  /** Name of the data set, and of its folder. */
  readonly name: string;
  /** Other folders that it is found in, below a data folder. */
  readonly folders: readonly string[];
  /** Matches the path of a file that the set cannot do without. */
  readonly holds: RegExp;
  /** What to do by hand to get them. */
  readonly byHand: string;
}

/**
 * The folder of a data set, if it is there.
 *
 * @param files - what tells it
 * @param options - where to look
 */
export async function findFolder(files: SetFiles, options: FolderOptions = {}): Promise<FileFolder | undefined> {
  for (const place of placesOf(files, options)) {
    const isFolder = await stat(place).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) continue;
    const folder = await nodeFolder(place);
    const held = folder.paths.find((path) => files.holds.test(path));
    if (held === undefined) continue;
    // Of a folder of many data sets only the one that holds this one.
    const [first = '', ...rest] = held.split('/');
    return place === options.dataDir && rest.length > 0 ? nodeFolder(join(place, first)) : folder;
  }
  return undefined;
}

/**
 * The folder of a data set. Throws `DataFileMissingError` that says where it was looked for and what to do.
 *
 * @param files - what tells it
 * @param options - where to look
 */
export async function requireFolder(files: SetFiles, options: FolderOptions = {}): Promise<FileFolder> {
  const folder = await findFolder(files, options);
  if (folder) return folder;
  throw new DataFileMissingError(`The folder of ${files.name}`, placesOf(files, options), files.byHand);
}

function placesOf({ name, folders }: SetFiles, { dataDir, cacheDir = cacheDirectory() }: FolderOptions): string[] {
  if (dataDir === undefined) return [join(cacheDir, name)];
  return [...[name, ...folders].map((folder) => join(dataDir, folder)), dataDir];
}
