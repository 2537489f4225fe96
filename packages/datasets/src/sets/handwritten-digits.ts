import { DataFileError } from '../data-file-error.ts';
import { DataFileMissingError } from '../data-file-missing-error.ts';
import { type FileFolder, pathTo, readLines } from '../file-folder.ts';
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
const PIXELS = 64;
const WHITE = 16;

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
  const path = pathTo(folder, FILES[split]);
  if (path === undefined) {
    const advice = `Get it from ${handwrittenDigitsSet.source.url}, or point to the folder that holds it.`;
    throw new DataFileMissingError(FILES[split], [`${folder.name}/${FILES[split]}`], advice);
  }
  const rows = await readLines(folder, path);
  noteSize(handwrittenDigitsSet, options, rows.length);
  const intensities = new Float32Array(rows.length * PIXELS);
  const labels = new Uint8Array(rows.length);
  rows.forEach((row, example) => {
    const numbers = row.split(',').map((text) => (/^\d+$/.test(text.trim()) ? Number(text) : NaN));
    const sound = numbers.length === PIXELS + 1 && numbers.every((value, at) => value <= (at < PIXELS ? WHITE : 9));
    if (!sound) {
      throw new DataFileError('TEXT_ROW', {
        file: `${folder.name}/${path}`,
        offset: 0,
        within: 'file',
        expected: `${PIXELS} numbers 0 … ${WHITE} and a digit, with commas between them, in row ${example + 1}`,
        got: row.length > 60 ? `'${row.slice(0, 60)}…'` : `'${row}'`,
        advice: 'The file is damaged, or another one: get it again.',
      });
    }
    intensities.set(
      numbers.slice(0, PIXELS).map((value) => value / WHITE),
      example * PIXELS,
    );
    labels[example] = numbers[PIXELS];
  });
  const { name, classNames } = handwrittenDigitsSet;
  return { name, classes: classNames.length, channels: PIXELS, size: rows.length, labels, intensities };
}
