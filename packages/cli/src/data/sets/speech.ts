import { join } from 'node:path';
import { hear, readShd, readSpokenDigits, readSsc, shdSet, spokenDigitsSet, sscSet } from '@growcone/datasets';
import { cacheDirectory, folderStore, knownFiles, setFolder, type SetFiles } from '@growcone/datasets/node';
import type { DataSet } from '../data-set.ts';
import { eventSet } from '../event-set.ts';

// Not the seed of the run: spikes that were computed once serve every run.
const EAR_SEED = 1;

const FSDD = knownFiles[spokenDigitsSet.name] as SetFiles;

/** The Free Spoken Digit Dataset, heard through a cochlea. */
export const spokenDigits: DataSet = eventSet({
  about: spokenDigitsSet,
  files: FSDD,
  async read(split, { onNote, ...access }) {
    const folder = await setFolder(FSDD, access);
    const sounds = await readSpokenDigits(folder, {
      split: split as 'train' | 'test' | 'all',
      ...(onNote ? { onNote } : {}),
    });
    return hear(sounds, { seed: EAR_SEED, store: folderStore(join(cacheDirectory(), FSDD.name, 'cochlea')) });
  },
});

const SHD = knownFiles[shdSet.name] as SetFiles;

/** The Spiking Heidelberg Digits. */
export const heidelbergDigits: DataSet = eventSet({
  about: shdSet,
  files: SHD,
  read: async (split, { onNote, ...access }) =>
    readShd(await setFolder(SHD, access), {
      split: split as 'train' | 'test',
      ...(onNote ? { onNote } : {}),
    }),
});

const SSC = knownFiles[sscSet.name] as SetFiles;

/** The Spiking Speech Commands. */
export const speechCommands: DataSet = eventSet({
  about: sscSet,
  files: SSC,
  read: async (split, { onNote, ...access }) =>
    readSsc(await setFolder(SSC, access), {
      split: split as 'train' | 'validation' | 'test',
      ...(onNote ? { onNote } : {}),
    }),
});
