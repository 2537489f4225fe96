import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFileMissingError } from '../data-file-missing-error.ts';
import type { FileFolder } from '../file-folder.ts';
import { withArchives } from '../zip-folder.ts';
import { cacheDirectory } from './cache-directory.ts';
import type { ProgressListener } from '../downloads/fill-part.ts';
import { getSet } from './get-set.ts';
import { nodeFolder } from './node-folder.ts';
import type { SetFiles } from './set-files.ts';

/** Where the files of a data set are looked for. */
export interface FolderOptions {
  /** Folder that holds the files, or the folder above it; nothing is downloaded then. */
  readonly dataDir?: string;
  /** Folder to keep downloads in, in place of {@link cacheDirectory}. */
  readonly cacheDir?: string;
}

/** Where the files of a data set come from. */
export interface SetFolderOptions extends FolderOptions {
  /** Whether to do without the network: take what the cache has. */
  readonly offline?: boolean;
  /** Addresses of folders to download from, in place of the known ones. */
  readonly mirrors?: readonly string[];
  /** Called with every piece of a download that arrives. */
  readonly onProgress?: ProgressListener;
  /** Stops a download. */
  readonly signal?: AbortSignal;
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

/**
 * The folder of a data set, downloaded into the cache if it is not there and may be downloaded.
 *
 * Throws `DataFileMissingError` that says where it was looked for and what to do, or `DownloadError`.
 *
 * @param files - what tells it, one of `knownFiles`
 * @param options - where to look, and how to download
 */
export async function setFolder(files: SetFiles, options: SetFolderOptions = {}): Promise<FileFolder> {
  const { dataDir, offline = false } = options;
  const found = await findFolder(files, options);
  if (found) return found;
  if (dataDir === undefined && !offline && files.downloads.length > 0) {
    await getSet(files, options);
    const got = await findFolder(files, options);
    if (got) return got;
  }
  throw new DataFileMissingError(`The folder of ${files.name}`, placesOf(files, options), files.byHand);
}

/** Archives that are read without being unpacked. */
async function openArchives(folder: FileFolder, { downloads }: SetFiles): Promise<FileFolder> {
  const archives = downloads
    .filter(({ name, unpacked }) => name.endsWith('.zip') && !unpacked && folder.paths.includes(name))
    .map(({ name }) => name);
  return archives.length === 0 ? folder : withArchives(folder, archives);
}

function placesOf({ name, folders }: SetFiles, { dataDir, cacheDir = cacheDirectory() }: FolderOptions): string[] {
  if (dataDir === undefined) return [join(cacheDir, name)];
  return [...[name, ...folders].map((folder) => join(dataDir, folder)), dataDir];
}
