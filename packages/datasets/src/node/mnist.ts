import type { ImageDataset } from './idx-images.ts';
import { mnistFiles } from './image-files.ts';
import { type ImageSetOptions, readImageSet } from './image-set.ts';

/**
 * MNIST: 28 × 28 grey images of handwritten digits, from a folder or downloaded and checked.
 *
 * Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Proc. IEEE 86(11), 2278–2324 (1998). Usually stated as CC BY-SA 3.0.
 *
 * @param options - which part, and where its files come from
 */
export function mnist(options: ImageSetOptions): Promise<ImageDataset> {
  return readImageSet(mnistFiles, options);
}
