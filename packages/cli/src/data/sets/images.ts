import {
  encodeLatency,
  fashionMnistSet,
  handwrittenDigitsSet,
  mnistSet,
  readHandwrittenDigits,
  type PublishedSet,
} from '@growcone/datasets';
import { fashionMnist, knownFiles, mnist, type SetFiles } from '@growcone/datasets/node';
import type { DataSet } from '../data-set.ts';
import { openFolder, readOptions } from '../open-folder.ts';
import { valueSet } from '../value-set.ts';

// Pixels above this share of full intensity spike; lower than the usual 0.2, chosen on validation data.
const THETA = 0.05;
const STEPS = 80;

const images = (about: PublishedSet, read: typeof mnist): DataSet =>
  valueSet({
    about,
    files: knownFiles[about.name] as SetFiles,
    steps: STEPS,
    read: (split, { dataDir, onDownload }) =>
      read({
        split: split as 'train' | 'test',
        ...(dataDir === undefined ? {} : { dataDir }),
        ...(onDownload ? { onProgress: onDownload } : {}),
      }),
    latency: (values, steps) => encodeLatency(values, { ...steps, theta: THETA }),
  });

/** MNIST. */
export const mnistDigits: DataSet = images(mnistSet, mnist);

/** Fashion-MNIST. */
export const fashion: DataSet = images(fashionMnistSet, fashionMnist);

const OPTICAL = knownFiles[handwrittenDigitsSet.name] as SetFiles;

/** The optical digits of UCI. */
export const opticalDigits: DataSet = valueSet({
  about: handwrittenDigitsSet,
  files: OPTICAL,
  steps: STEPS,
  read: async (split, access) => readHandwrittenDigits(await openFolder(OPTICAL, access), readOptions(split, access)),
  latency: (values, steps) => encodeLatency(values, { ...steps, theta: THETA }),
});
