import { gesturesSet, nMnistSet, readGestures, readNMnist } from '@growcone/datasets';
import { knownFiles, type SetFiles } from '@growcone/datasets/node';
import type { DataSet } from '../data-set.ts';
import { eventSet } from '../event-set.ts';
import { openFolder, readOptions } from '../open-folder.ts';

const N_MNIST = knownFiles[nMnistSet.name] as SetFiles;

/** N-MNIST. */
export const nMnist: DataSet = eventSet({
  about: nMnistSet,
  files: N_MNIST,
  read: async (split, access) => readNMnist(await openFolder(N_MNIST, access), readOptions(split, access)),
});

const GESTURES = knownFiles[gesturesSet.name] as SetFiles;

/** DVS128 Gesture. */
export const gestures: DataSet = eventSet({
  about: gesturesSet,
  files: GESTURES,
  read: async (split, access) => readGestures(await openFolder(GESTURES, access), readOptions(split, access)),
});
