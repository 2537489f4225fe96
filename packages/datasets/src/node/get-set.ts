import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFileMissingError } from '../data-file-missing-error.ts';
import { cacheDirectory } from './cache-directory.ts';
import { isWhole } from './checked-file.ts';
import { extractArchive } from './extract-archive.ts';
import { fetchChecked } from './fetch-checked.ts';
import { findFolder, placesOf } from './find-folder.ts';
import type { SetDownload, SetFiles } from './set-files.ts';
import type { SetFolderOptions } from './set-folder.ts';
import { unpackGzip } from './unpack-gzip.ts';

// SHD and SSC have less than 4 GiB unpacked.
const LARGEST = 2 ** 32;

/**
 * Downloads the files of a data set into the cache, checks them and unpacks what cannot be read packed. What is there
 * already is not downloaded again, and a set that cannot be downloaded is looked for. With `dataDir`, packed files are taken
 * from there.
 *
 * @param files - the data set, one of `knownFiles`
 * @param options - where to and where from
 * @returns the folder
 */
export async function getSet(files: SetFiles, options: SetFolderOptions = {}): Promise<string> {
  const { cacheDir = cacheDirectory() } = options;
  const folder = join(cacheDir, files.name);
  if (files.downloads.length === 0) {
    const there = await findFolder(files, options);
    if (there) return there.name;
    throw new DataFileMissingError(`The folder of ${files.name}`, placesOf(files, options), files.byHand);
  }
  for (const download of files.downloads) {
    const { unpacked } = download;
    if (unpacked && (await isThere(join(folder, unpacked.name)))) continue;
    await unpack(await provide(files, download, folder, options), download, folder);
  }
  return folder;
}

async function provide(
  files: SetFiles,
  download: SetDownload,
  folder: string,
  options: SetFolderOptions,
): Promise<string> {
  const { dataDir, offline = false, mirrors = download.mirrors ?? [], onProgress, signal } = options;
  const { urls = [] } = options.mirrors ? {} : download;
  const places = [folder, ...(dataDir === undefined ? [] : [dataDir, join(dataDir, files.name)])];
  for (const place of places) {
    if (await isWhole(join(place, download.name), download)) return join(place, download.name);
  }
  if (offline || dataDir !== undefined || mirrors.length + urls.length === 0) {
    const looked = places.map((place) => join(place, download.name));
    throw new DataFileMissingError(`${download.name}, whole and with MD5 ${download.md5},`, looked, files.byHand);
  }
  return fetchChecked(download, folder, {
    mirrors,
    urls,
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
}

async function unpack(path: string, { unpacked }: SetDownload, folder: string): Promise<void> {
  if (!unpacked) return;
  const { name, md5 } = unpacked;
  const target = join(folder, name);
  if (/\.(zip|tgz|tar\.gz)$/.test(path)) await extractArchive(path, target);
  else await unpackGzip(path, target, { limit: LARGEST, ...(md5 === undefined ? {} : { md5 }) });
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
