/**
 * Files and downloads, in Node.js.
 *
 * @module datasets/node
 */
export { cacheDirectory } from './cache-directory.ts';
export { type CheckedFile } from './checked-file.ts';
export { type DownloadAttempt, DownloadError, type DownloadTarget } from '../downloads/download-error.ts';
export { extractArchive, type ExtractOptions } from './extract-archive.ts';
export { fashionMnist } from './fashion-mnist.ts';
export { type DownloadOptions, type DownloadProgress, type ProgressListener } from '../downloads/fill-part.ts';
export { fetchChecked } from './fetch-checked.ts';
export { folderStore } from './folder-store.ts';
export { knownFiles } from './known-files.ts';
export { getSet } from './get-set.ts';
export { type SetDownload, type SetFiles } from './set-files.ts';
export { findFolder, type FolderOptions } from './find-folder.ts';
export { setFolder, type SetFolderOptions } from './set-folder.ts';
export { type VerifiedFile, verifySet } from './verify-set.ts';
export { idxImages, type IdxImagesOptions, type ImageDataset } from './idx-images.ts';
export { type ImageSetOptions } from './image-set.ts';
export { DataFileMissingError } from '../data-file-missing-error.ts';
export { mnist } from './mnist.ts';
export { type NodeFile, nodeFile } from './node-file.ts';
export { nodeFolder } from './node-folder.ts';
export { type IdxFileExpectation, readIdxFile } from './read-idx-file.ts';
export { type GzipContent, unpackGzip } from './unpack-gzip.ts';
