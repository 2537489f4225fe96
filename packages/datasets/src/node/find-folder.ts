import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileFolder } from '../file-folder.ts';
import { withArchives } from '../zip-folder.ts';
import { cacheDirectory } from './cache-directory.ts';
import { nodeFolder } from './node-folder.ts';
import type { SetFiles } from './set-files.ts';

/** Where the files of a data set are looked for. */
export interface FolderOptions {
  /** Folder that holds the files, or the folder above it; nothing is downloaded then. */
  readonly dataDir?: string;
  /** Folder to keep downloads in, in place of {@link cacheDirectory}. */
  readonly cacheDir?: string;
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
    const folder = await openArchives(await nodeFolder(place), files);
    const held = folder.paths.find((path) => files.holds.test(path));
    if (held === undefined) continue;
    // Of a folder of many data sets only the one that holds this one.
    const [first = '', ...rest] = held.split('/');
    const above = place === options.dataDir && rest.length > 0 && folder.paths.some((path) => !path.startsWith(first));
    return above ? openArchives(await nodeFolder(join(place, first)), files) : folder;
  }
  return undefined;
}

/** Archives that are read without being unpacked. */
async function openArchives(folder: FileFolder, { downloads }: SetFiles): Promise<FileFolder> {
  const archives = downloads
    .filter(({ name, unpacked }) => name.endsWith('.zip') && !unpacked && folder.paths.includes(name))
    .map(({ name }) => name);
  return archives.length === 0 ? folder : withArchives(folder, archives);
}

/**
 * Where a data set is looked for.
 *
 * @internal
 */
export function placesOf(
  { name, folders }: SetFiles,
  { dataDir, cacheDir = cacheDirectory() }: FolderOptions,
): string[] {
  if (dataDir === undefined) return [join(cacheDir, name)];
  return [...[name, ...folders].map((folder) => join(dataDir, folder)), dataDir];
}
