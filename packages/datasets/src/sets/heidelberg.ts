import { eventsOf } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { type FileFolder, requirePath } from '../file-folder.ts';
import { foundPart, type PublishedSet, type ReadOptions } from '../published-set.ts';
import { requireWithin } from '../require-within.ts';
import { sortEvents } from '../sort-events.ts';
import { openSpikeFile } from '../spike-file.ts';

const CRAMER =
  'B. Cramer, Y. Stradmann, J. Schemmel, F. Zenke, The Heidelberg Spiking Data Sets for the Systematic Evaluation of ' +
  'Spiking Neural Networks, IEEE Transactions on Neural Networks and Learning Systems 33(7), 2744–2757 (2022), ' +
  'doi:10.1109/TNNLS.2020.3044364';
const SOURCE = { licence: 'CC BY 4.0', citation: CRAMER, url: 'https://zenkelab.org/datasets/' } as const;
const CHANNELS = 700;
// Recordings last up to about 1.37 s.
const DURATION = 2000;

const ENGLISH = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const GERMAN = ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];

/**
 * What is known of the Spiking Heidelberg Digits. The paper states 8332 and 2088 examples, the files that are distributed
 * hold 8156 and 2264.
 */
export const shdSet: PublishedSet = {
  name: 'shd',
  source: { title: 'Spiking Heidelberg Digits', ...SOURCE },
  classNames: [...ENGLISH, ...GERMAN],
  shape: [CHANNELS],
  sizes: { train: [8156, 8332], test: [2264, 2088] },
};

/** What is known of the Spiking Speech Commands. The words of its 35 classes are in its files. */
export const sscSet: PublishedSet = {
  name: 'ssc',
  source: { title: 'Spiking Speech Commands', ...SOURCE },
  classNames: Array.from({ length: 35 }, (_, label) => `word ${label}`),
  shape: [CHANNELS],
  sizes: { train: [75466], validation: [9981], test: [20382] },
};

/**
 * Reads the Spiking Heidelberg Digits: English and German digits of twelve speakers through a cochlea of 700 channels, of
 * which channel 0 has the highest frequency.
 *
 * The groups are the speakers; speakers 4 and 5 are in the test set only. There is no validation set: cut one out of the
 * training set, best by speaker with `holdOutGroups`. Examples are read when they are asked for.
 *
 * @param folder - the folder that holds `shd_train.h5` and `shd_test.h5`, unpacked, or one above it
 * @param options - which part
 */
export function readShd(folder: FileFolder, options: ReadOptions<'train' | 'test'>): Promise<EventDataset> {
  return readHeidelberg(shdSet, folder, `shd_${options.split}.h5`, options);
}

/**
 * Reads the Spiking Speech Commands: 35 English words of many speakers through a cochlea of 700 channels.
 *
 * Examples are read when they are asked for.
 *
 * @param folder - the folder that holds `ssc_train.h5`, `ssc_valid.h5` and `ssc_test.h5`, unpacked, or one above it
 * @param options - which part
 */
export function readSsc(
  folder: FileFolder,
  options: ReadOptions<'train' | 'validation' | 'test'>,
): Promise<EventDataset> {
  const { split } = options;
  return readHeidelberg(sscSet, folder, `ssc_${split === 'validation' ? 'valid' : split}.h5`, options);
}

async function readHeidelberg(
  set: PublishedSet,
  folder: FileFolder,
  name: string,
  options: ReadOptions<string>,
): Promise<EventDataset> {
  const advice = `Get ${name} from ${set.source.url} and unpack it, or point to the folder that holds it.`;
  const path = requirePath(folder, name, advice);
  const file = await openSpikeFile(await folder.open(path), { units: CHANNELS });
  const { labels, speaker, keys = set.classNames } = file;
  const part = {
    ...foundPart(set, options, labels),
    classes: keys.length,
    classNames: keys,
    duration: DURATION,
    ...(speaker ? { groups: speaker } : {}),
  };
  return eventsOf(part, {
    shape: set.shape,
    async events(example) {
      const { times, units } = await file.read(example, example + 1);
      const events = { times: new Float64Array(times), units: new Uint32Array(units) };
      for (let k = 0; k < events.times.length; k++) events.times[k] *= 1000;
      requireWithin(`${folder.name}/${path}, example ${example}`, events, DURATION);
      return sortEvents(events);
    },
  });
}
