import type { ImageDataset } from './idx-images.ts';
import { fashionMnistFiles } from './image-files.ts';
import { type ImageSetOptions, readImageSet } from './image-set.ts';

/**
 * Fashion-MNIST: 28 × 28 grey images of ten kinds of clothing, from a folder or downloaded and checked.
 *
 * H. Xiao, K. Rasul, R. Vollgraf, arXiv:1708.07747 (2017). MIT licence, Zalando SE.
 *
 * @param options - which part, and where its files come from
 */
export function fashionMnist(options: ImageSetOptions): Promise<ImageDataset> {
  return readImageSet(fashionMnistFiles, options);
}
