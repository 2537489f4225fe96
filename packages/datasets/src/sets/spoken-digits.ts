import { DataFileMissingError } from '../data-file-missing-error.ts';
import { type FileFolder, readWhole } from '../file-folder.ts';
import { parseWav } from '../formats/wav.ts';
import { foundPart, type PublishedSet, type ReadOptions } from '../published-set.ts';
import type { SoundDataset } from '../sound-dataset.ts';

/** What is known of the Free Spoken Digit Dataset, as heard through the 700 channels of a cochlea. */
export const spokenDigitsSet: PublishedSet = {
  name: 'fsdd',
  source: {
    title: 'Free Spoken Digit Dataset',
    licence: 'CC BY-SA 4.0',
    citation: 'Z. Jackson et al., Free Spoken Digit Dataset, Zenodo (2018), doi:10.5281/zenodo.1342401',
    url: 'https://github.com/Jakobovski/free-spoken-digit-dataset',
  },
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  shape: [700],
  sizes: { train: [2700], test: [300], all: [3000] },
};

const RECORDING = /(?:^|\/)(\d)_([a-z]+)_(\d+)\.wav$/;
// Takes 0 … 4 of each digit and speaker are the official test set.
const TEST_TAKES = 5;
// 8000 samples of 16 bits per second.
const BYTES_PER_MS = 16;

/**
 * Reads the Free Spoken Digit Dataset: ten English digits, 50 times each by six speakers, at 8 kHz.
 *
 * The official test set (takes 0 to 4) has the same speakers as the training set. To test on voices that were never
 * heard, read `all` and hold out speakers with `holdOutGroups`. Recordings are read when they are asked for; `hear` turns
 * them into events.
 *
 * @param folder - the folder of the recordings, or one above it
 * @param options - which part
 */
export async function readSpokenDigits(
  folder: FileFolder,
  options: ReadOptions<'train' | 'test' | 'all'>,
): Promise<SoundDataset> {
  const { split } = options;
  const recordings = folder.paths
    .flatMap((path) => {
      const [, digit, speaker = '', take] = RECORDING.exec(path) ?? [];
      return digit === undefined ? [] : [{ path, label: Number(digit), speaker, take: Number(take) }];
    })
    .sort((a, b) => a.label - b.label || (a.speaker < b.speaker ? -1 : a.speaker > b.speaker ? 1 : a.take - b.take));
  if (recordings.length === 0) {
    const { source } = spokenDigitsSet;
    const advice = `Get the folder 'recordings' from ${source.url}, and point to it.`;
    throw new DataFileMissingError(source.title, [`${folder.name}/<digit>_<speaker>_<take>.wav`], advice);
  }
  const groupNames = [...new Set(recordings.map(({ speaker }) => speaker))].sort();
  const chosen = recordings.filter(({ take }) => split === 'all' || take < TEST_TAKES === (split === 'test'));
  const sizes = await Promise.all(chosen.map(async ({ path }) => (await folder.open(path)).size));
  const labels = Uint8Array.from(chosen, ({ label }) => label);
  return {
    ...foundPart(spokenDigitsSet, options, labels),
    duration: Math.ceil(sizes.reduce((most, size) => Math.max(most, size), 0) / BYTES_PER_MS),
    groups: Uint16Array.from(chosen, ({ speaker }) => groupNames.indexOf(speaker)),
    groupNames,
    sound: async (example) => {
      const { path } = chosen[example];
      return parseWav(`${folder.name}/${path}`, await readWhole(folder, path));
    },
  };
}
