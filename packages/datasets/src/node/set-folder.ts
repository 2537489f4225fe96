import { DataFileMissingError } from '../data-file-missing-error.ts';
import type { FileFolder } from '../file-folder.ts';
import { findFolder, type FolderOptions, placesOf } from './find-folder.ts';
import type { ProgressListener } from '../downloads/fill-part.ts';
import { getSet } from './get-set.ts';
import type { SetFiles } from './set-files.ts';

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
