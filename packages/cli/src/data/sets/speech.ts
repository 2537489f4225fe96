import { join } from 'node:path';
import { hear, readShd, readSpokenDigits, readSsc, shdSet, spokenDigitsSet, sscSet } from '@growcone/datasets';
import { cacheDirectory, folderStore, knownFiles, type SetFiles } from '@growcone/datasets/node';
import type { DataSet } from '../data-set.ts';
import { eventSet } from '../event-set.ts';
import { openFolder, readOptions } from '../open-folder.ts';

// Not the seed of the run: spikes that were computed once serve every run.
const EAR_SEED = 1;

const FSDD = knownFiles[spokenDigitsSet.name] as SetFiles;

/** The Free Spoken Digit Dataset, heard through a cochlea. */
export const spokenDigits: DataSet = eventSet({
  about: spokenDigitsSet,
  files: FSDD,
  async read(split, access) {
    const sounds = await readSpokenDigits(await openFolder(FSDD, access), readOptions(split, access));
    return hear(sounds, { seed: EAR_SEED, store: folderStore(join(cacheDirectory(), FSDD.name, 'cochlea')) });
  },
});

const SHD = knownFiles[shdSet.name] as SetFiles;

/** The Spiking Heidelberg Digits. */
export const heidelbergDigits: DataSet = eventSet({
  about: shdSet,
  files: SHD,
  read: async (split, access) => readShd(await openFolder(SHD, access), readOptions(split, access)),
});

const SSC = knownFiles[sscSet.name] as SetFiles;

/** The Spiking Speech Commands. */
export const speechCommands: DataSet = eventSet({
  about: sscSet,
  files: SSC,
  read: async (split, access) => readSsc(await openFolder(SSC, access), readOptions(split, access)),
});
