import { type FileFolder, readWhole, requirePath } from '../file-folder.ts';
import { parseOptdigits } from '../formats/optdigits.ts';
import type { IntensityDataset } from '../intensity-dataset.ts';
import { noteSize, type PublishedSet, type ReadOptions } from '../published-set.ts';

/** What is known of the optical digits of UCI. */
export const handwrittenDigitsSet: PublishedSet = {
  name: 'optdigits',
  source: {
    title: 'Optical Recognition of Handwritten Digits',
    licence: 'CC BY 4.0',
    citation:
      'E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository (1998), ' +
      'doi:10.24432/C50P49',
    url: 'https://archive.ics.uci.edu/dataset/80',
  },
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  shape: [8, 8],
  sizes: { train: [3823], test: [1797] },
};

const FILES = { train: 'optdigits.tra', test: 'optdigits.tes' } as const;
// A pixel counts how many of 4 × 4 finer ones are black.
const INK = 16;

/**
 * Reads the optical digits of UCI: 8 × 8 grey images of handwritten digits. The test set is what scikit-learn calls
 * digits.
 *
 * @param folder - the folder that holds `optdigits.tra` and `optdigits.tes`, or one above it
 * @param options - which part
 */
export async function readHandwrittenDigits(
  folder: FileFolder,
  options: ReadOptions<'train' | 'test'>,
): Promise<IntensityDataset> {
  const { split } = options;
  const advice = `Get it from ${handwrittenDigitsSet.source.url}, or point to the folder that holds it.`;
  const path = requirePath(folder, FILES[split], advice);
  const { size, pixels, labels } = parseOptdigits(`${folder.name}/${path}`, await readWhole(folder, path));
  noteSize(handwrittenDigitsSet, options, size);
  const intensities = Float32Array.from(pixels, (ink) => ink / INK);
  const { name, classNames } = handwrittenDigitsSet;
  return { name, classes: classNames.length, channels: 64, size, labels, intensities };
}
