import { gesturesSet, nMnistSet, readGestures, readNMnist } from '@growcone/datasets';
import { knownFiles, setFolder, type SetFiles } from '@growcone/datasets/node';
import type { DataSet } from '../data-set.ts';
import { eventSet } from '../event-set.ts';

type Split = 'train' | 'test';

const N_MNIST = knownFiles[nMnistSet.name] as SetFiles;

/** N-MNIST. */
export const nMnist: DataSet = eventSet({
  about: nMnistSet,
  files: N_MNIST,
  read: async (split, { onNote, ...access }) =>
    readNMnist(await setFolder(N_MNIST, access), { split: split as Split, ...(onNote ? { onNote } : {}) }),
});

const GESTURES = knownFiles[gesturesSet.name] as SetFiles;

/** DVS128 Gesture. */
export const gestures: DataSet = eventSet({
  about: gesturesSet,
  files: GESTURES,
  read: async (split, { onNote, ...access }) =>
    readGestures(await setFolder(GESTURES, access), { split: split as Split, ...(onNote ? { onNote } : {}) }),
});
