import { encodeLatency, handwrittenDigitsSet, readHandwrittenDigits, type PublishedSet } from '@growcone/datasets';
import { fashionMnist, knownFiles, mnist, type SetFiles } from '@growcone/datasets/node';
import type { DataSet } from '../data-set.ts';
import { openFolder, readOptions } from '../open-folder.ts';
import { valueSet } from '../value-set.ts';

// Pixels above this share of full intensity spike; lower than the usual 0.2, chosen on validation data.
const THETA = 0.05;
const STEPS = 80;

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const SIZES = { train: [60000], test: [10000] };

const MNIST: PublishedSet = {
  name: 'mnist',
  source: {
    title: 'MNIST',
    licence: 'CC BY-SA 3.0',
    citation:
      'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-based learning applied to document recognition, ' +
      'Proc. IEEE 86(11), 2278–2324 (1998)',
    url: 'https://yann.lecun.com/exdb/mnist/',
  },
  classNames: DIGITS,
  shape: [28, 28],
  sizes: SIZES,
};

const FASHION_MNIST: PublishedSet = {
  name: 'fashion-mnist',
  source: {
    title: 'Fashion-MNIST',
    licence: 'MIT',
    citation:
      'H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning ' +
      'Algorithms, arXiv:1708.07747 (2017)',
    url: 'https://github.com/zalandoresearch/fashion-mnist',
  },
  classNames: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  shape: [28, 28],
  sizes: SIZES,
};

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
export const mnistDigits: DataSet = images(MNIST, mnist);

/** Fashion-MNIST. */
export const fashion: DataSet = images(FASHION_MNIST, fashionMnist);

const OPTICAL = knownFiles[handwrittenDigitsSet.name] as SetFiles;

/** The optical digits of UCI. */
export const opticalDigits: DataSet = valueSet({
  about: handwrittenDigitsSet,
  files: OPTICAL,
  steps: STEPS,
  read: async (split, access) => readHandwrittenDigits(await openFolder(OPTICAL, access), readOptions(split, access)),
  latency: (values, steps) => encodeLatency(values, { ...steps, theta: THETA }),
});
