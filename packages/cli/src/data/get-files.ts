import { getSet, type DownloadProgress } from '@growcone/datasets/node';
import { OptionError } from '../cli-error.ts';
import type { DataEntry } from './catalogue.ts';

/** Where a data set is downloaded from. */
export interface GetRequest {
  /** Folder of packed files that a user got. */
  readonly dataDir?: string;
  /** Addresses of folders to download from, in place of the known ones. */
  readonly mirrors?: readonly string[];
  /** Hears how far a download is. @param progress - how far */
  readonly onProgress: (progress: DownloadProgress) => void;
}

/** Downloads, checks and unpacks a data set. @param entry - which @param request - where from */
export async function getFiles(entry: DataEntry, request: GetRequest): Promise<string> {
  const { files } = await entry.load();
  if (!files) throw new OptionError('growcone data get', `has nothing to do: ${entry.name} is generated.`);
  const { mirrors = [], ...rest } = request;
  return getSet(files, { ...rest, ...(mirrors.length > 0 ? { mirrors } : {}) });
}
