import { DataFileError } from '../data-file-error.ts';
import { type FileFolder, readWhole, requirePath } from '../file-folder.ts';
import { type NpyArray, parseNpy } from '../formats/npy.ts';
import type { IntensityDataset } from '../intensity-dataset.ts';
import { noteSize, type PublishedSet, type ReadOptions } from '../published-set.ts';

/** What is known of Yin-Yang. */
export const yinYangSet: PublishedSet = {
  name: 'yin-yang',
  source: {
    title: 'Yin-Yang',
    licence: 'MIT',
    citation: 'L. Kriener, J. Göltz, M. A. Petrovici, The Yin-Yang dataset, NICE 2022, doi:10.1145/3517343.3517380',
    url: 'https://github.com/lkriener/yin_yang_data_set',
  },
  classNames: ['0', '1', 'dot'],
  shape: [4],
  sizes: { train: [5000], validation: [1000], test: [1000] },
};

/**
 * Reads the arrays of the Yin-Yang paper, or others laid out alike. `publishedYinYang` makes the same numbers without any
 * file.
 *
 * @param folder - the folder that holds `train_samples.npy`, `train_labels.npy` and so on, or one above it
 * @param options - which part
 */
export async function readYinYang(
  folder: FileFolder,
  options: ReadOptions<'train' | 'validation' | 'test'>,
): Promise<IntensityDataset> {
  const { split } = options;
  const samples = await arrayOf(folder, `${split}_samples.npy`);
  const labels = await arrayOf(folder, `${split}_labels.npy`);
  const { name, classNames, shape } = yinYangSet;
  const [channels] = shape;
  const [size = 0] = labels.shape;
  samples.check(`${size} × ${channels} numbers 0 … 1`, ({ shape: [rows, columns], values }) => {
    return rows === size && columns === channels && values.every((value) => value >= 0 && value <= 1);
  });
  labels.check(`classes 0 … ${classNames.length - 1} in one row`, ({ shape: { length }, values }) => {
    return length === 1 && values.every((value) => Number.isInteger(value) && value >= 0 && value < classNames.length);
  });
  noteSize(yinYangSet, options, size);
  return {
    name,
    classes: classNames.length,
    channels,
    size,
    labels: Uint8Array.from(labels.values),
    intensities: samples.values,
  };
}

interface CheckedArray extends NpyArray {
  /** Refuses the file if its array is not what is expected. */
  check(expected: string, holds: (array: NpyArray) => boolean): void;
}

async function arrayOf(folder: FileFolder, name: string): Promise<CheckedArray> {
  const advice = `Get it from ${yinYangSet.source.url}, folder publication_data, or make it with publishedYinYang().`;
  const path = requirePath(folder, name, advice);
  const file = `${folder.name}/${path}`;
  const array = parseNpy(file, await readWhole(folder, path));
  return {
    ...array,
    check(expected, holds) {
      if (holds(array)) return;
      const got = `an array of ${array.shape.join(' × ')}, or other numbers`;
      const advice = 'This is another array: get the one that belongs here.';
      throw new DataFileError('LABEL_RANGE', { file, offset: 0, within: 'file', expected, got, advice });
    },
  };
}
