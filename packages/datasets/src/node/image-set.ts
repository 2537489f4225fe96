import { join } from 'node:path';
import { cacheDirectory } from './cache-directory.ts';
import { fetchChecked } from './fetch-checked.ts';
import type { ProgressListener } from '../downloads/fill-part.ts';
import { type ImageDataset, idxImages } from './idx-images.ts';
import type { ImageFile, ImageSet } from './image-files.ts';
import { locateFile } from './locate-file.ts';

/** Which part of a set of images, and where its files come from. */
export interface ImageSetOptions {
  /** The 60 000 images to train on, or the 10 000 to test on. */
  readonly split: 'train' | 'test';
  /** Folder that holds the files, or the folder above it; nothing is downloaded then. */
  readonly dataDir?: string;
  /** Folder to keep downloads in, in place of {@link cacheDirectory}. */
  readonly cacheDir?: string;
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
 * Reads a published set of images, which must be the published one to the bit.
 *
 * @internal
 */
export async function readImageSet(set: ImageSet, options: ImageSetOptions): Promise<ImageDataset> {
  const { name, classNames } = set;
  const { size, images, labels } = set.splits[options.split];
  return idxImages({
    name,
    classNames,
    images: await provide(set, images, options),
    labels: await provide(set, labels, options),
    expectImages: { sizes: [size, 28, 28], contentMd5: images.contentMd5 },
    expectLabels: { sizes: [size], contentMd5: labels.contentMd5 },
  });
}

async function provide(set: ImageSet, file: ImageFile, options: ImageSetOptions): Promise<string> {
  const { dataDir, cacheDir = cacheDirectory(), offline = false, mirrors = set.mirrors, onProgress, signal } = options;
  if (dataDir !== undefined) {
    const advice = `Point dataDir (on the command line --data-dir) to the folder that holds the files of ${set.name}, or leave it out to download them.`;
    return locateFile(file.name, dataDir, { below: set.folders, advice });
  }
  const folder = join(cacheDir, set.name);
  if (offline) {
    const advice = 'Run once with the network to download it, or give dataDir.';
    return locateFile(file.name, folder, { below: [], advice });
  }
  return fetchChecked(file, folder, { mirrors, ...(onProgress && { onProgress }), ...(signal && { signal }) });
}
