import { DataFileError } from '../data-file-error.ts';
import type { IntensityDataset } from '../intensity-dataset.ts';
import { type IdxFileExpectation, readIdxFile } from './read-idx-file.ts';

/** Labelled grey images. */
export interface ImageDataset extends IntensityDataset {
  /** Pixels per row. */
  readonly width: number;
  /** Rows per image. */
  readonly height: number;
  /** Grey values, image after image, row after row from the top; 0 is background, 255 is foreground. */
  readonly intensities: Uint8Array;
  /** Class of each image. */
  readonly labels: Uint8Array;
  /** What the classes are, in words. */
  readonly classNames: readonly string[];
}

/** Two IDX files and what they hold. */
export interface IdxImagesOptions {
  /** Name of the data set. */
  readonly name: string;
  /** Path of the images: three dimensions, the number of images first. */
  readonly images: string;
  /** Path of the labels: one dimension. */
  readonly labels: string;
  /** What the classes are, in words. */
  readonly classNames: readonly string[];
  /** What the image file must be; anything with three dimensions if left out. */
  readonly expectImages?: IdxFileExpectation;
  /** What the label file must be; one label for each image if left out. */
  readonly expectLabels?: IdxFileExpectation;
}

/**
 * Reads images in the format of MNIST, such as KMNIST or a set of one's own.
 *
 * @param options - files, and what they hold
 */
export async function idxImages(options: IdxImagesOptions): Promise<ImageDataset> {
  const { name, classNames, expectImages = { sizes: [undefined, undefined, undefined] } } = options;
  const images = await readIdxFile(options.images, expectImages);
  const [size, height, width] = images.sizes;
  const labels = await readIdxFile(options.labels, options.expectLabels ?? { sizes: [size] });
  const classes = classNames.length;
  const stray = labels.values.findIndex((label) => label >= classes);
  if (stray >= 0) {
    throw new DataFileError('LABEL_RANGE', {
      file: options.labels,
      offset: 8 + stray,
      within: options.labels.endsWith('.gz') ? 'content' : 'file',
      expected: `a label between 0 and ${classes - 1}`,
      got: `${labels.values[stray]} for example ${stray}`,
      advice: 'This is not the label file that belongs here, or there are more classes than names were given.',
    });
  }
  return {
    name,
    classes,
    channels: height * width,
    size,
    labels: labels.values,
    intensities: images.values,
    width,
    height,
    classNames,
  };
}
